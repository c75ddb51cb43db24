import { IconHome, IconHourglass, IconPalette } from '@tabler/icons-react';
import type { ModuleScreens } from '../screen.ts';

declare module '../screen.ts' {
  interface SlotProps {
    'core.gallery.end': { readonly title: string };
  }
}

/**
 * Every part of the kit, and two screens made with it: for development, screenshots, and the tests of
 * the shell. Not in the screens that are shipped.
 */
export const gallery: ModuleScreens = {
  module: 'core',
  slots: [
    {
      slot: 'core.gallery.end',
      order: 1,
      permission: null,
      load: () => import('./GalleryAddition.tsx').then((file) => file.GalleryAddition),
    },
    {
      slot: 'core.gallery.end',
      order: 2,
      permission: 'nobody.may.this',
      load: () => import('./GalleryAddition.tsx').then((file) => file.GalleryAddition),
    },
  ],
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
    {
      id: 'core.gallery.queue',
      path: '/stile/coda',
      title: { it: 'Stile: coda', en: 'Style: queue' },
      icon: IconHome,
      permission: null,
      navigation: { order: 901, key: 'F10', useBadge: () => 12 },
      load: () => import('./GalleryQueue.tsx').then((file) => file.GalleryQueue),
      scans: [{ kind: 'pickup', to: ({ code }) => `/stile/coda?codice=${code}` }],
    },
    {
      id: 'core.gallery.states',
      path: '/stile/stati',
      title: { it: 'Stile: stati', en: 'Style: states' },
      icon: IconHourglass,
      permission: null,
      navigation: { order: 902 },
      load: () => import('./GalleryStates.tsx').then((file) => file.GalleryStates),
    },
  ],
};
