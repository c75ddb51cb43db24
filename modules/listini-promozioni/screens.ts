import { IconTags } from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';

const READ_LISTS = 'listini-promozioni.list.read';

export const listiniPromozioniScreens: ModuleScreens = {
  module: 'listini-promozioni',
  screens: [
    {
      id: 'listini-promozioni.lists',
      path: '/listini',
      title: { it: 'Listini', en: 'Price lists' },
      icon: IconTags,
      permission: READ_LISTS,
      navigation: { order: 300 },
      load: () => import('./price-lists/ui/ListsScreen.tsx').then((file) => file.ListsScreen),
    },
    {
      id: 'listini-promozioni.list',
      path: '/listini/$listId',
      title: { it: 'Listino', en: 'Price list' },
      icon: IconTags,
      permission: READ_LISTS,
      load: () => import('./price-lists/ui/ListScreen.tsx').then((file) => file.ListScreen),
    },
  ],
};
