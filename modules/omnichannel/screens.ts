import { IconHome2 } from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';

export const omnichannelScreens: ModuleScreens = {
  module: 'omnichannel',
  screens: [
    {
      id: 'omnichannel.today',
      path: '/oggi',
      title: { it: 'Oggi', en: 'Today' },
      icon: IconHome2,
      permission: 'omnichannel.pickup.work',
      navigation: { order: 100 },
      load: () => import('./pickup/ui/TodayScreen.tsx').then((file) => file.TodayScreen),
    },
  ],
};
