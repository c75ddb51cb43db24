import { IconArrowBackUp, IconShieldCheck } from '@tabler/icons-react';
import type { AnySlot, Screen } from '../../../../server/ui/screen.ts';
import { useWaitingBadge } from '../../approvals/ui/use-inbox.ts';
import { handReturnCode } from './code-in-hand.ts';
import { useReturnsBadge } from './use-desk.ts';

const APPROVALS = 'omnichannel.approvals.read';
const RETURNS = 'omnichannel.returns.read';

/** Returns at the counter, and where somebody agrees to them. */
export const returnScreens: readonly Screen[] = [
  {
    id: 'omnichannel.returns',
    path: '/resi',
    title: { it: 'Resi', en: 'Returns' },
    icon: IconArrowBackUp,
    permission: RETURNS,
    needsLocation: true,
    navigation: { order: 121, key: 'F6', useBadge: useReturnsBadge },
    load: () => import('./ReturnsScreen.tsx').then((file) => file.ReturnsScreen),
    scans: [
      {
        kind: 'return',
        to: ({ code }) => {
          handReturnCode(code);
          return '/resi';
        },
      },
    ],
  },
  {
    id: 'omnichannel.new-return',
    path: '/resi/ordine/$orderId',
    title: { it: 'Reso', en: 'Return' },
    icon: IconArrowBackUp,
    permission: 'omnichannel.returns.take',
    needsLocation: true,
    load: () => import('./NewReturnScreen.tsx').then((file) => file.NewReturnScreen),
  },
  {
    id: 'omnichannel.return',
    path: '/resi/$returnId',
    title: { it: 'Pratica di reso', en: 'Return file' },
    icon: IconArrowBackUp,
    permission: RETURNS,
    needsLocation: true,
    load: () => import('./ReturnFileScreen.tsx').then((file) => file.ReturnFileScreen),
  },
  {
    id: 'omnichannel.approvals',
    path: '/autorizzazioni',
    title: { it: 'Autorizzazioni', en: 'Approvals' },
    icon: IconShieldCheck,
    permission: APPROVALS,
    navigation: { order: 122, key: 'F9', useBadge: useWaitingBadge },
    load: () =>
      import('../../approvals/ui/ApprovalsScreen.tsx').then((file) => file.ApprovalsScreen),
  },
  {
    id: 'omnichannel.stand-ins',
    path: '/autorizzazioni/sostituti',
    title: { it: 'Chi decide per me', en: 'Who decides for me' },
    icon: IconShieldCheck,
    permission: 'omnichannel.approvals.decide',
    load: () => import('../../approvals/ui/StandInsScreen.tsx').then((file) => file.StandInsScreen),
  },
  {
    id: 'omnichannel.approval',
    path: '/autorizzazioni/$approvalId',
    title: { it: 'Autorizzazione', en: 'Approval' },
    icon: IconShieldCheck,
    permission: APPROVALS,
    load: () =>
      import('../../approvals/ui/ApprovalsScreen.tsx').then((file) => file.ApprovalScreen),
  },
];

export const returnSlots: readonly AnySlot[] = [
  {
    slot: 'shell.always',
    order: 130,
    permission: RETURNS,
    load: () => import('./ReturnAnswers.tsx').then((file) => file.ReturnAnswers),
  },
  {
    slot: 'shell.always',
    order: 120,
    permission: APPROVALS,
    load: () => import('../../approvals/ui/ApprovalChime.tsx').then((file) => file.ApprovalChime),
  },
];
