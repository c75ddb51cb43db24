import {
  IconCalendarEvent,
  IconFlask,
  IconQuestionMark,
  IconRosetteDiscount,
  IconTag,
  IconTags,
} from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';

const READ_PRICES = 'listini-promozioni.price.read';
const READ_LISTS = 'listini-promozioni.list.read';
const READ_PROMOTIONS = 'listini-promozioni.promotion.read';

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
    {
      id: 'listini-promozioni.promotions',
      path: '/promozioni',
      title: { it: 'Promozioni', en: 'Promotions' },
      icon: IconRosetteDiscount,
      permission: READ_PROMOTIONS,
      navigation: { order: 310 },
      load: () =>
        import('./promotions/ui/PromotionsScreen.tsx').then((file) => file.PromotionsScreen),
    },
    {
      id: 'listini-promozioni.promotion',
      path: '/promozioni/$promotionId',
      title: { it: 'Promozione', en: 'Promotion' },
      icon: IconRosetteDiscount,
      permission: READ_PROMOTIONS,
      load: () =>
        import('./promotions/ui/PromotionScreen.tsx').then((file) => file.PromotionScreen),
    },
    {
      id: 'listini-promozioni.simulator',
      path: '/simulatore',
      title: { it: 'Simulatore', en: 'Simulator' },
      icon: IconFlask,
      permission: 'listini-promozioni.simulation.run',
      navigation: { order: 320 },
      load: () =>
        import('./simulation/ui/SimulatorScreen.tsx').then((file) => file.SimulatorScreen),
    },
    {
      id: 'listini-promozioni.calendar',
      path: '/calendario',
      title: { it: 'Calendario', en: 'Calendar' },
      icon: IconCalendarEvent,
      permission: READ_PROMOTIONS,
      navigation: { order: 325 },
      load: () => import('./calendar/ui/CalendarScreen.tsx').then((file) => file.CalendarScreen),
    },
    {
      id: 'listini-promozioni.labels',
      path: '/etichette',
      title: { it: 'Cartellini', en: 'Labels' },
      icon: IconTag,
      permission: 'listini-promozioni.label.read',
      navigation: { order: 330 },
      load: () => import('./labels/ui/LabelsScreen.tsx').then((file) => file.LabelsScreen),
    },
    {
      id: 'listini-promozioni.why',
      path: '/perche-prezzo',
      title: { it: 'Perché costa', en: 'Why this price' },
      icon: IconQuestionMark,
      permission: 'listini-promozioni.price.read',
      navigation: { order: 350 },
      load: () => import('./quotes/ui/WhyScreen.tsx').then((file) => file.WhyScreen),
    },
  ],
  slots: [
    {
      slot: 'store-system.finder.price',
      order: 300,
      permission: READ_PRICES,
      load: () => import('./quotes/ui/FinderPrice.tsx').then((file) => file.FinderPrice),
    },
    {
      slot: 'store-system.finder.offers',
      order: 300,
      permission: READ_PRICES,
      load: () => import('./quotes/ui/FinderOffers.tsx').then((file) => file.FinderOffers),
    },
    {
      slot: 'omnichannel.order.line',
      order: 300,
      permission: READ_PRICES,
      load: () => import('./quotes/ui/OrderLineWhy.tsx').then((file) => file.OrderLineWhy),
    },
    {
      slot: 'omnichannel.handover.offers',
      order: 300,
      permission: READ_PRICES,
      load: () => import('./quotes/ui/HandoverOffers.tsx').then((file) => file.HandoverOffers),
    },
  ],
};
