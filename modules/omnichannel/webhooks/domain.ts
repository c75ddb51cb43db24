import type { Text } from '../../../server/kernel/text.ts';
import type { OrderState } from '../orders/domain/order.ts';

/**
 * The public language of orders: what a web shop is told. It names orders and lines as the channel does,
 * and holds nothing about colleagues and nothing about the customer, whom the channel knows.
 */
export const PUBLIC_TYPES = {
  'order.placed': { it: 'Ordine ricevuto', en: 'Order received' },
  'order.acknowledged': { it: 'Visto dal negozio', en: 'Seen by the store' },
  'order.preparing': { it: 'In preparazione', en: 'Being prepared' },
  'order.short': { it: 'Pezzi non trovati', en: 'Pieces not found' },
  'order.short-resolved': { it: 'Mancanza risolta', en: 'Shortage resolved' },
  'order.question-asked': { it: 'Domanda al cliente', en: 'Question to the customer' },
  'order.question-answered': { it: 'Risposta del cliente', en: 'Answer of the customer' },
  'order.moved': { it: 'Passato a un altro negozio', en: 'Moved to another store' },
  'order.delayed': { it: 'In ritardo', en: 'Delayed' },
  'order.ready': { it: 'Pronto, cliente avvisato', en: 'Ready, customer told' },
  'order.extended': { it: 'Ritiro prorogato', en: 'Collection extended' },
  'order.shipping-chosen': { it: 'Da spedire', en: 'To be sent' },
  'order.shipping-undone': { it: 'Di nuovo da ritirare', en: 'To be collected after all' },
  'order.shipped': { it: 'Spedito', en: 'Sent' },
  'order.collected': { it: 'Ritirato', en: 'Collected' },
  'order.pieces-refused': { it: 'Pezzi lasciati al banco', en: 'Pieces left at the counter' },
  'order.swapped': { it: 'Cambiato al banco', en: 'Swapped at the counter' },
  'order.not-collected': { it: 'Non ritirato', en: 'Not collected' },
  'order.reprieved': { it: 'Ritiro di nuovo possibile', en: 'Collection possible again' },
  'order.cancelled': { it: 'Annullato, tutto o in parte', en: 'Cancelled, all or some' },
  'order.refunded': { it: 'Rimborso pagato', en: 'Refund paid' },
  'order.refund-due': { it: 'Rimborso dovuto', en: 'Refund due' },
  'order.withdrawn': { it: 'Recesso dichiarato', en: 'Withdrawal declared' },
} as const satisfies Readonly<Record<string, Text>>;
export type PublicType = keyof typeof PUBLIC_TYPES;

/** Which of our facts are told, and as what. The others are the shop's own business. */
export const TOLD_AS: Readonly<Record<string, PublicType>> = {
  'omnichannel.order-placed.v1': 'order.placed',
  'omnichannel.order-acknowledged.v1': 'order.acknowledged',
  'omnichannel.order-taken.v1': 'order.preparing',
  'omnichannel.order-short-reported.v1': 'order.short',
  'omnichannel.order-short-resolved.v1': 'order.short-resolved',
  'omnichannel.order-question-asked.v1': 'order.question-asked',
  'omnichannel.order-question-answered.v1': 'order.question-answered',
  'omnichannel.order-moved.v1': 'order.moved',
  'omnichannel.order-delayed.v1': 'order.delayed',
  // Not `ready` itself, which can be taken back for some seconds: what the customer knows is final.
  'omnichannel.order-customer-told.v1': 'order.ready',
  'omnichannel.order-extended.v1': 'order.extended',
  'omnichannel.order-shipping-chosen.v1': 'order.shipping-chosen',
  'omnichannel.order-shipping-undone.v1': 'order.shipping-undone',
  'omnichannel.order-shipped.v1': 'order.shipped',
  'omnichannel.order-collected.v1': 'order.collected',
  'omnichannel.order-pieces-refused.v1': 'order.pieces-refused',
  'omnichannel.order-swapped.v1': 'order.swapped',
  'omnichannel.order-not-collected.v1': 'order.not-collected',
  'omnichannel.order-reprieved.v1': 'order.reprieved',
  'omnichannel.order-cancelled.v1': 'order.cancelled',
  'omnichannel.withdrawal-declared.v1': 'order.withdrawn',
  'omnichannel.refund-paid.v1': 'order.refunded',
};

/** An order as the channel knows it. */
export interface ChannelOrder {
  readonly orderId: string;
  readonly externalId: string;
  readonly channel: string;
  readonly number: string;
  readonly currency: string;
  /** The channel's own ids, by ours. */
  readonly lines: ReadonlyMap<string, string>;
}

/** What every message about an order says. */
export interface PublicOrderFacts {
  readonly orderId: string;
  readonly externalId: string;
  readonly channel: string;
  readonly number: string;
  /** Rises by one at everything that happens to the order; not all of it is told. */
  readonly version: number | null;
  readonly state: OrderState | null;
  readonly locationId: string;
  readonly currency: string;
  readonly totalMinor: number | null;
  /** Still to be paid at the counter. */
  readonly dueMinor: number | null;
  readonly collectBy: string | null;
}

interface LineCount {
  readonly lineId: string;
  readonly quantity: number;
}

/** The parts of our events that may be told on; whatever else they hold stays here. */
export interface Payload {
  readonly orderId: string;
  readonly locationId: string;
  readonly status?: Status;
  readonly row?: Status & { readonly readyBy: string };
  readonly lines?: readonly LineCount[];
  readonly lineId?: string;
  readonly quantity?: number;
  readonly reason?: string;
  readonly by?: string;
  readonly cause?: string;
  readonly answer?: string;
  readonly resolution?: string;
  readonly deadline?: string;
  readonly proposals?: readonly string[];
  readonly fromLocationId?: string;
  readonly readyBy?: string;
  readonly paidNowMinor?: number;
  readonly toRefundMinor?: number;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly declaredAt?: string;
  readonly refundId?: string;
  readonly amountMinor?: number;
}
interface Status {
  readonly version: number;
  readonly state: OrderState;
  readonly collectBy: string | null;
  readonly totalMinor: number;
  readonly dueMinor: number;
}

const PASSED_ON = [
  'reason',
  'by',
  'cause',
  'answer',
  'resolution',
  'deadline',
  'proposals',
  'fromLocationId',
  'readyBy',
  'paidNowMinor',
  'toRefundMinor',
  'carrier',
  'trackingNumber',
  'declaredAt',
  'refundId',
  'amountMinor',
] as const satisfies readonly (keyof Payload)[];

/** One message: the order's facts, what is particular to this type, and the pieces it is about. */
export function toldData(order: ChannelOrder, payload: Payload): PublicOrderFacts & object {
  const status = payload.status ?? payload.row;
  const { orderId, externalId, channel, number, currency } = order;
  return {
    orderId,
    externalId,
    channel,
    number,
    version: status?.version ?? null,
    state: status?.state ?? null,
    locationId: payload.locationId,
    currency,
    totalMinor: status?.totalMinor ?? null,
    dueMinor: status?.dueMinor ?? null,
    collectBy: status?.collectBy ?? null,
    ...(payload.row ? { readyBy: payload.row.readyBy } : {}),
    ...passedOn(payload),
    ...piecesOf(order, payload),
  };
}

function passedOn(payload: Payload): object {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]]])),
  );
}

function piecesOf(order: ChannelOrder, { lines, lineId, quantity }: Payload): object {
  const one = lineId !== undefined && quantity !== undefined ? [{ lineId, quantity }] : null;
  const about = lines ?? one;
  if (!about) return {};
  return {
    pieces: about.map((line) => ({
      externalLineId: order.lines.get(line.lineId) ?? null,
      quantity: line.quantity,
    })),
  };
}

/** What is owed back because of it is a message of its own: whoever pays listens to nothing else. */
export function refundData(order: ChannelOrder, payload: Payload): object | null {
  const amountMinor = payload.toRefundMinor ?? 0;
  if (amountMinor === 0) return null;
  const { row: _row, lines: _lines, lineId: _lineId, ...rest } = payload;
  return { ...toldData(order, { ...rest }), amountMinor };
}
