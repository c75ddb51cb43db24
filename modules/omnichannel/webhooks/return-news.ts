import type { Text } from '../../../server/kernel/text.ts';
import type { ReturnEvent, ReturnEventType } from '../returns/events.ts';
import type { ChannelOrder } from './domain.ts';

/** The public language of returns: what a web shop is told of what its customers bring back. */
export const RETURN_PUBLIC_TYPES = {
  'return.announced': { it: 'Reso annunciato', en: 'Return announced' },
  'return.received': { it: 'Reso ritirato in negozio', en: 'Return taken in a store' },
  'return.waiting': { it: 'Reso in attesa di autorizzazione', en: 'Return waits for approval' },
  'return.approved': { it: 'Reso autorizzato', en: 'Return approved' },
  'return.in-repair': { it: 'Reso in riparazione', en: 'Return being repaired' },
  'return.repaired': { it: 'Reso riparato', en: 'Return repaired' },
  'return.refused': { it: 'Reso non accettato', en: 'Return not accepted' },
  'return.handed-back': { it: 'Merce restituita al cliente', en: 'Goods back with the customer' },
  'return.graded': { it: 'Reso controllato', en: 'Return inspected' },
  'return.refund-changed': { it: 'Rimborso del reso', en: 'Refund of the return' },
} as const satisfies Readonly<Record<string, Text>>;
export type ReturnPublicType = keyof typeof RETURN_PUBLIC_TYPES;

/** Which facts of a file are told, and as what; counter-offers are between the shop and its customer. */
export const RETURN_TOLD_AS: Partial<Readonly<Record<ReturnEventType, ReturnPublicType>>> = {
  'omnichannel.return-announced.v1': 'return.announced',
  'omnichannel.return-taken.v1': 'return.received',
  'omnichannel.return-kept-in-custody.v1': 'return.waiting',
  'omnichannel.return-approved.v1': 'return.approved',
  'omnichannel.return-exchanged.v1': 'return.received',
  'omnichannel.return-repair-agreed.v1': 'return.in-repair',
  'omnichannel.return-repaired.v1': 'return.repaired',
  'omnichannel.return-refused.v1': 'return.refused',
  'omnichannel.return-expired.v1': 'return.refused',
  'omnichannel.return-withdrawn.v1': 'return.refused',
  'omnichannel.return-handed-back.v1': 'return.handed-back',
  'omnichannel.return-graded.v1': 'return.graded',
  'omnichannel.return-money-moved.v1': 'return.refund-changed',
};

/** One message: the file's axes and sums, the order and the lines as the channel calls them. */
export function returnData(order: ChannelOrder, payload: ReturnEvent['payload']): object {
  const { row, locationId, lines } = payload;
  const { returnId, version, number, goods, decision, money, outcome, currency } = row;
  return {
    ...{ returnId, number, version, goods, decision, money, outcome, locationId, currency },
    orderId: order.orderId,
    externalId: order.externalId,
    channel: order.channel,
    orderNumber: order.number,
    totalMinor: row.totalMinor,
    refundMinor: row.backMinor,
    dueBy: row.dueBy,
    pieces: lines.map(({ lineId, quantity }) => ({
      externalLineId: order.lines.get(lineId) ?? null,
      quantity,
    })),
  };
}

const EXAMPLE = {
  returnId: '01978a3e-52c1-7cc0-9d6e-2f0a8f4e22bb',
  number: 'R 2026/000123',
  version: 1,
  goods: 'disposed',
  decision: 'allowed',
  money: 'authorised',
  outcome: 'original-tender',
  locationId: 'MI01',
  currency: 'EUR',
  orderId: '01978a3e-52c1-7cc0-9d6e-2f0a8f4e11aa',
  externalId: 'W-10023',
  channel: 'web',
  orderNumber: '48 198',
  totalMinor: 24_900,
  refundMinor: 24_900,
  dueBy: '2026-12-06T10:00:00.000Z',
  pieces: [{ externalLineId: '1', quantity: 1 }],
} as const;

const PARTICULAR: Partial<Readonly<Record<ReturnPublicType, object>>> = {
  'return.announced': { goods: 'announced', money: 'proposed' },
  'return.waiting': { goods: 'in-custody', decision: 'pending', money: 'proposed' },
  'return.approved': { decision: 'approved', version: 2 },
  'return.in-repair': { goods: 'in-custody', decision: 'repair', money: 'none', version: 3 },
  'return.repaired': { goods: 'in-custody', decision: 'repair', money: 'none', version: 4 },
  'return.refused': { goods: 'in-custody', decision: 'refused', money: 'none', version: 2 },
  'return.handed-back': { goods: 'handed-back', decision: 'refused', money: 'none', version: 3 },
  'return.refund-changed': { money: 'paid', version: 2 },
};

/** What a message of this type says, for whoever writes a receiver. */
export function returnExample(type: ReturnPublicType): object {
  return { ...EXAMPLE, ...PARTICULAR[type] };
}
