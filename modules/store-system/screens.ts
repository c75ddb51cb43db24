import {
  IconMapPin,
  IconBookmark,
  IconListCheck,
  IconRuler2,
  IconTruck,
} from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';
import { handCode } from './reservations/ui/code-in-hand.ts';
import { useDeskBadge } from './reservations/ui/use-desk.ts';
import { useRecountBadge } from './recounts/ui/use-recounts.ts';
import { findInStock } from './stock/ui/search.ts';
import { handCode as handTransferCode } from './transfers/ui/code-in-hand.ts';
import { useTransfersBadge } from './transfers/ui/use-transfers.ts';

const READ = 'store-system.stock.read';
const TRANSFERS = 'store-system.transfers.read';

declare module '../../server/ui/screen.ts' {
  interface SlotProps {
    /** In the stock finder, in place of the list price of the chosen item. `itemIds`: all of its style. */
    'store-system.finder.price': {
      readonly itemId: string;
      readonly itemIds: readonly string[];
      readonly locationId: string | null;
      readonly listPriceMinor: number;
    };
    /** In the stock finder, over the matrix: what more there is to say of the price. */
    'store-system.finder.offers': {
      readonly itemId: string;
      readonly itemIds: readonly string[];
      readonly locationId: string | null;
    };
  }
}

export const storeSystemScreens: ModuleScreens = {
  module: 'store-system',
  screens: [
    {
      id: 'store-system.finder',
      path: '/trova',
      title: { it: 'Trova taglia', en: 'Find a size' },
      icon: IconRuler2,
      permission: READ,
      navigation: { order: 140, key: 'F3' },
      load: () => import('./stock/ui/FinderScreen.tsx').then((file) => file.FinderScreen),
      scans: [{ kind: 'item', to: ({ code }) => `/trova?codice=${encodeURIComponent(code)}` }],
    },
    {
      id: 'store-system.recounts',
      path: '/ricontrolli',
      title: { it: 'Ricontrolla', en: 'Count again' },
      icon: IconListCheck,
      permission: 'store-system.recount.work',
      needsLocation: true,
      navigation: { order: 160, useBadge: useRecountBadge },
      load: () => import('./recounts/ui/RecountsScreen.tsx').then((file) => file.RecountsScreen),
    },
    {
      id: 'store-system.places',
      path: '/posti',
      title: { it: 'Posti', en: 'Places' },
      icon: IconMapPin,
      permission: 'store-system.place.write',
      needsLocation: true,
      navigation: { order: 165 },
      load: () => import('./places/ui/PlacesScreen.tsx').then((file) => file.PlacesScreen),
    },
    {
      id: 'store-system.reservations',
      path: '/prenotazioni',
      title: { it: 'Prenotazioni', en: 'Reservations' },
      icon: IconBookmark,
      permission: 'store-system.reservation.manage',
      needsLocation: true,
      navigation: { order: 150, key: 'F7', useBadge: useDeskBadge },
      load: () => import('./reservations/ui/DeskScreen.tsx').then((file) => file.DeskScreen),
      scans: [
        {
          kind: 'reservation',
          to: ({ code }) => {
            handCode(code);
            return '/prenotazioni';
          },
        },
      ],
    },
    {
      id: 'store-system.transfers',
      path: '/trasferimenti',
      title: { it: 'Trasferimenti', en: 'Transfers' },
      icon: IconTruck,
      permission: TRANSFERS,
      needsLocation: true,
      navigation: { order: 155, useBadge: useTransfersBadge },
      load: () => import('./transfers/ui/TransfersScreen.tsx').then((file) => file.TransfersScreen),
      scans: [
        {
          kind: 'transfer',
          to: ({ code }) => {
            handTransferCode(code);
            return '/trasferimenti';
          },
        },
      ],
    },
    {
      id: 'store-system.transfer-asked',
      path: '/trasferimenti/chiedi',
      title: { it: 'Chiedi merce', en: 'Ask for goods' },
      icon: IconTruck,
      permission: 'store-system.transfers.request',
      needsLocation: true,
      load: () => import('./transfers/ui/NewTransfer.tsx').then((file) => file.AskScreen),
    },
    {
      id: 'store-system.transfer-sent',
      path: '/trasferimenti/spedisci',
      title: { it: 'Spedisci merce', en: 'Send goods' },
      icon: IconTruck,
      permission: 'store-system.transfers.ship',
      needsLocation: true,
      load: () => import('./transfers/ui/NewTransfer.tsx').then((file) => file.SendScreen),
    },
    {
      id: 'store-system.transfer',
      path: '/trasferimenti/$transferId',
      title: { it: 'Trasferimento', en: 'Transfer' },
      icon: IconTruck,
      permission: TRANSFERS,
      needsLocation: true,
      load: () => import('./transfers/ui/TransferScreen.tsx').then((file) => file.TransferScreen),
    },
  ],
  searches: [
    {
      id: 'store-system.styles',
      title: { it: 'Articoli', en: 'Items' },
      icon: IconRuler2,
      permission: READ,
      find: findInStock,
    },
  ],
};
