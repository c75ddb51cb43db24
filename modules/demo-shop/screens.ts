import type { ModuleScreens } from '../../server/ui/screen.ts';

export const demoShopScreens: ModuleScreens = { module: 'demo-shop', screens: [] };
