import type { ModuleScreens } from '../../server/ui/screen.ts';

export const baseScreens: ModuleScreens = { module: 'base', screens: [] };
