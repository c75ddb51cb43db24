import {
  IconMoonStars,
  IconArrowBackUp,
  IconHandGrab,
  IconHome2,
  IconPackage,
  IconReceipt,
  IconShoppingBag,
} from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';
import { OFFICE_SCREENS } from './office-screens.ts';
import { returnScreens, returnSlots } from './returns/ui/screens.ts';
import { takeCode } from './pickup/ui/code-in-hand.ts';
import { useToPrepare } from './pickup/ui/use-pickups.ts';

const WORK = 'omnichannel.pickup.work';

declare module '../../server/ui/screen.ts' {
  interface SlotProps {
    /** On a line of an order that was priced by us: from where its price can be explained. */
    'omnichannel.order.line': {
      readonly itemId: string;
      /** The shop it was sold for, and the channel it was sold through. */
      readonly placeId: string;
      readonly channel: string;
      readonly customerId: string | null;
      readonly quantity: number;
      /** ISO: when it was sold. */
      readonly at: string;
      /** The version of prices it was sold from. */
      readonly version: string;
    };
    /** At the counter, under the pieces that leave: what there is to say to the customer. */
    'omnichannel.handover.offers': {
      readonly locationId: string;
      readonly customerId: string | null;
      readonly lines: readonly {
        readonly lineId: string;
        readonly itemId: string;
        readonly quantity: number;
        /** As the customer knows it: name, colour, size. */
        readonly name: string;
      }[];
    };
  }
}

export const omnichannelScreens: ModuleScreens = {
  module: 'omnichannel',
  screens: [
    {
      id: 'omnichannel.today',
      path: '/oggi',
      title: { it: 'Oggi', en: 'Today' },
      icon: IconHome2,
      // The office watches every shop's; what is to be done there is the shop's to do.
      permission: 'omnichannel.pickup.read',
      needsLocation: true,
      navigation: { order: 100, useBadge: useToPrepare },
      load: () => import('./pickup/ui/TodayScreen.tsx').then((file) => file.TodayScreen),
    },
    {
      id: 'omnichannel.round',
      path: '/giro',
      title: { it: 'Giro di prelievo', en: 'Picking round' },
      icon: IconShoppingBag,
      permission: WORK,
      needsLocation: true,
      navigation: { order: 110 },
      load: () => import('./picking/ui/WaveScreen.tsx').then((file) => file.WaveScreen),
    },
    {
      id: 'omnichannel.shelve',
      path: '/sistema/$orderId',
      title: { it: 'Sistema', en: 'Shelve' },
      icon: IconPackage,
      permission: WORK,
      needsLocation: true,
      load: () => import('./pickup/ui/ShelveScreen.tsx').then((file) => file.ShelveScreen),
    },
    {
      id: 'omnichannel.closing',
      path: '/chiusura',
      title: { it: 'Chiusura', en: 'End of day' },
      icon: IconMoonStars,
      permission: 'omnichannel.day.close',
      needsLocation: true,
      navigation: { order: 190 },
      load: () => import('./closing/ui/ClosingScreen.tsx').then((file) => file.ClosingScreen),
    },
    {
      id: 'omnichannel.handover',
      path: '/consegna',
      title: { it: 'Consegna', en: 'Hand over' },
      icon: IconHandGrab,
      permission: WORK,
      needsLocation: true,
      navigation: { order: 120, key: 'F4' },
      load: () => import('./pickup/ui/HandoverScreen.tsx').then((file) => file.HandoverScreen),
      scans: [
        {
          kind: 'pickup',
          to: ({ code }) => {
            takeCode(code);
            return '/consegna';
          },
        },
      ],
    },
    {
      id: 'omnichannel.handover-order',
      path: '/consegna/$orderId',
      title: { it: 'Consegna', en: 'Hand over' },
      icon: IconHandGrab,
      permission: WORK,
      needsLocation: true,
      load: () =>
        import('./pickup/ui/HandoverOrderScreen.tsx').then((file) => file.HandoverOrderScreen),
    },
    {
      id: 'omnichannel.put-back-all',
      path: '/rimetti',
      title: { it: 'Rimetti a posto', en: 'Put back' },
      icon: IconArrowBackUp,
      permission: WORK,
      needsLocation: true,
      load: () => import('./pickup/ui/PutBackScreen.tsx').then((file) => file.PutBackAllScreen),
    },
    {
      id: 'omnichannel.put-back',
      path: '/rimetti/$orderId',
      title: { it: 'Rimetti a posto', en: 'Put back' },
      icon: IconArrowBackUp,
      permission: WORK,
      needsLocation: true,
      load: () => import('./pickup/ui/PutBackScreen.tsx').then((file) => file.PutBackScreen),
    },
    {
      id: 'omnichannel.orders',
      path: '/ordini',
      title: { it: 'Ordini', en: 'Orders' },
      icon: IconReceipt,
      permission: 'omnichannel.order.read',
      navigation: { order: 130 },
      load: () => import('./orders/ui/OrdersScreen.tsx').then((file) => file.OrdersScreen),
    },
    {
      id: 'omnichannel.order',
      path: '/ordini/$orderId',
      title: { it: 'Ordine', en: 'Order' },
      icon: IconReceipt,
      permission: 'omnichannel.order.read',
      load: () => import('./orders/ui/OrderScreen.tsx').then((file) => file.OrderScreen),
    },
    ...returnScreens,
    ...OFFICE_SCREENS,
  ],
  publicPages: [
    {
      path: '/domanda',
      open: () => import('./picking/ui/QuestionPage.tsx').then((file) => file.openQuestion),
    },
    {
      path: '/ordine',
      open: () =>
        import('./orders/ui/customer/CustomerPage.tsx').then((file) => file.openCustomerPage),
    },
  ],
  slots: [
    ...returnSlots,
    {
      slot: 'shell.always',
      order: 110,
      permission: WORK,
      load: () => import('./pickup/ui/ArrivalChime.tsx').then((file) => file.ArrivalChime),
    },
    {
      slot: 'base.printing.tools',
      order: 100,
      permission: WORK,
      load: () => import('./printing/ui/ShelfLabels.tsx').then((file) => file.ShelfLabels),
    },
  ],
};
