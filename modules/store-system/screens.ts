import type { ModuleScreens } from '../../server/ui/screen.ts';

export const storeSystemScreens: ModuleScreens = { module: 'store-system', screens: [] };
