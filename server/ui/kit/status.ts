import {
  IconAlarm,
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCalendarEvent,
  IconCheck,
  IconCircleDashed,
  IconClock,
  IconEye,
  IconFlag,
  IconHandGrab,
  IconHourglass,
  IconPackage,
  IconPencil,
  IconPlayerPause,
  IconShieldCheck,
  IconTool,
  IconTruck,
  IconUser,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { Text } from '../../kernel/text.ts';
import type { Role } from '../theme/tokens.ts';

export interface StatusLook {
  readonly role: Role;
  readonly icon: Icon;
  readonly words: Text;
}

function look(role: Role, icon: Icon, it: string, en: string): StatusLook {
  return { role, icon, words: { it, en } };
}

/** Every state the suite shows: a colour, a shape and a word, always all three. */
export const STATUS = {
  toPrepare: look('neutro', IconCircleDashed, 'Da preparare', 'To prepare'),
  inPreparation: look('lavoro', IconPackage, 'In preparazione', 'In preparation'),
  notFound: look('ritardo', IconAlertTriangle, 'Non trovato', 'Not found'),
  inTransit: look('lavoro', IconTruck, 'In viaggio', 'In transit'),
  ready: look('pronto', IconCheck, 'Pronto', 'Ready'),
  expiresSoon: look('attesa', IconClock, 'Scade a breve', 'Expires soon'),
  late: look('ritardo', IconAlarm, 'In ritardo', 'Late'),
  atCounter: look('attesa', IconUser, 'Al banco', 'At the counter'),
  handedOver: look('neutro', IconHandGrab, 'Consegnato', 'Handed over'),
  notCollected: look('ritardo', IconX, 'Non ritirato', 'Not collected'),
  toPutBack: look('attesa', IconArrowBackUp, 'Da rimettere a posto', 'To put back'),
  cancelled: look('neutro', IconBan, 'Annullato', 'Cancelled'),

  held: look('lavoro', IconClock, 'Prenotato', 'Reserved'),
  setAside: look('pronto', IconCheck, 'Da parte', 'Set aside'),
  queued: look('attesa', IconHourglass, 'In lista', 'Waiting list'),
  expired: look('ritardo', IconX, 'Scaduta', 'Expired'),
  released: look('neutro', IconBan, 'Liberata', 'Released'),
  fulfilled: look('neutro', IconHandGrab, 'Ritirata', 'Collected'),

  returnable: look('pronto', IconCheck, 'Rendibile', 'Returnable'),
  notReturnable: look('neutro', IconBan, 'Non rendibile', 'Not returnable'),
  alreadyReturned: look('neutro', IconBan, 'Già reso', 'Already returned'),
  needsApproval: look('attesa', IconShieldCheck, 'Serve autorizzazione', 'Needs approval'),
  waiting: look('attesa', IconHourglass, 'In attesa', 'Waiting'),
  approved: look('pronto', IconCheck, 'Approvato', 'Approved'),
  countered: look('lavoro', IconPencil, 'Controproposta', 'Counter-offer'),
  refused: look('ritardo', IconX, 'Rifiutato', 'Refused'),
  inRepair: look('lavoro', IconTool, 'In riparazione', 'Being repaired'),
  repaired: look('pronto', IconCheck, 'Riparato', 'Repaired'),
  returned: look('neutro', IconHandGrab, 'Riconsegnato', 'Given back'),
  toInspect: look('attesa', IconEye, 'Da controllare', 'To inspect'),
  refunding: look('lavoro', IconHourglass, 'Rimborso in corso', 'Refund under way'),
  refunded: look('pronto', IconCheck, 'Rimborsato', 'Refunded'),
  paymentFailed: look('ritardo', IconAlertTriangle, 'Pagamento non riuscito', 'Payment failed'),

  requested: look('neutro', IconCircleDashed, 'Richiesto', 'Requested'),
  received: look('pronto', IconCheck, 'Ricevuto', 'Received'),
  difference: look('ritardo', IconAlertTriangle, 'Differenza', 'Difference'),

  draft: look('neutro', IconPencil, 'Bozza', 'Draft'),
  inApproval: look('attesa', IconHourglass, 'In approvazione', 'In approval'),
  scheduled: look('lavoro', IconCalendarEvent, 'Programmata', 'Scheduled'),
  active: look('pronto', IconCheck, 'Attiva', 'Active'),
  paused: look('neutro', IconPlayerPause, 'In pausa', 'Paused'),
  ended: look('neutro', IconFlag, 'Conclusa', 'Ended'),
} as const satisfies Record<string, StatusLook>;

export type Status = keyof typeof STATUS;
