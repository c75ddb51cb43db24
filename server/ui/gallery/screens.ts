import { IconPalette } from '@tabler/icons-react';
import type { ModuleScreens } from '../screen.ts';

/** Every part of the kit on one screen: for development, screenshots and the accessibility tests. */
export const gallery: ModuleScreens = {
  module: 'core',
  screens: [
    {
      id: 'core.gallery',
      path: '/stile',
      title: { it: 'Stile', en: 'Style' },
      icon: IconPalette,
      permission: null,
      navigation: { order: 900 },
      load: () => import('./Gallery.tsx').then((file) => file.Gallery),
    },
  ],
};
