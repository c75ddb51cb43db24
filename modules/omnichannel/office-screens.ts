import {
  IconAdjustments,
  IconAlertTriangle,
  IconArrowsDiff,
  IconChartBar,
  IconCoin,
  IconLayoutKanban,
} from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';
import { useDoubtBadge } from './doubts/ui/use-doubts.ts';

/** What managers and the office look at: all shops, figures, rules. */
export const OFFICE_SCREENS: ModuleScreens['screens'] = [
  {
    id: 'omnichannel.reconciliation',
    path: '/riconciliazione',
    title: { it: 'Riconciliazione', en: 'Reconciliation' },
    icon: IconArrowsDiff,
    permission: 'omnichannel.order.reconcile',
    navigation: { order: 260 },
    load: () =>
      import('./reconciliation/ui/ReconciliationScreen.tsx').then(
        (file) => file.ReconciliationScreen,
      ),
  },
  {
    id: 'omnichannel.doubts',
    path: '/in-dubbio',
    title: { it: 'In dubbio', en: 'In doubt' },
    icon: IconAlertTriangle,
    permission: 'omnichannel.doubt.read',
    navigation: { order: 128, useBadge: useDoubtBadge },
    load: () => import('./doubts/ui/DoubtsScreen.tsx').then((file) => file.DoubtsScreen),
  },
  {
    id: 'omnichannel.refunds',
    path: '/rimborsi-dovuti',
    title: { it: 'Rimborsi dovuti', en: 'Refunds due' },
    icon: IconCoin,
    permission: 'omnichannel.refund.read',
    navigation: { order: 135 },
    load: () => import('./orders/ui/RefundsScreen.tsx').then((file) => file.RefundsScreen),
  },
  {
    id: 'omnichannel.dashboard',
    path: '/cruscotto',
    title: { it: 'Cruscotto', en: 'Dashboard' },
    icon: IconChartBar,
    permission: 'omnichannel.measures.read',
    navigation: { order: 140 },
    load: () => import('./measures/ui/DashboardScreen.tsx').then((file) => file.DashboardScreen),
  },
  {
    id: 'omnichannel.behind',
    path: '/cruscotto/ordini',
    title: { it: 'Ordini di una cifra', en: 'Orders behind a figure' },
    icon: IconChartBar,
    permission: 'omnichannel.measures.read',
    load: () => import('./measures/ui/BehindScreen.tsx').then((file) => file.BehindScreen),
  },
  {
    id: 'omnichannel.board',
    path: '/ritiri',
    title: { it: 'Ritiri', en: 'Pickups' },
    icon: IconLayoutKanban,
    permission: 'omnichannel.measures.read',
    navigation: { order: 125 },
    load: () => import('./board/ui/BoardScreen.tsx').then((file) => file.BoardScreen),
  },
  {
    id: 'omnichannel.rules',
    path: '/regole',
    title: { it: 'Regole', en: 'Rules' },
    icon: IconAdjustments,
    permission: 'omnichannel.policy.read',
    navigation: { order: 330 },
    load: () => import('./promises/ui/RulesScreen.tsx').then((file) => file.RulesScreen),
  },
];
