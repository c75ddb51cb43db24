import type { ModuleScreens } from '../../server/ui/screen.ts';

export const omnichannelScreens: ModuleScreens = { module: 'omnichannel', screens: [] };
