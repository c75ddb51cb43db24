import type { PublicType } from './domain.ts';

const EXAMPLE = {
  orderId: '01978a3e-52c1-7cc0-9d6e-2f0a8f4e11aa',
  externalId: 'W-10023',
  channel: 'web',
  number: '48 198',
  version: 7,
  state: 'ready',
  locationId: 'MI01',
  currency: 'EUR',
  totalMinor: 24_900,
  dueMinor: 0,
  collectBy: '2026-11-29T19:30:00.000Z',
} as const;
const PIECES = { pieces: [{ externalLineId: '1', quantity: 1 }] };

/** What is particular to each type, beside what all have. */
const PARTICULAR: Partial<Readonly<Record<PublicType, object>>> = {
  'order.placed': {
    version: 1,
    state: 'placed',
    collectBy: null,
    readyBy: '2026-11-22T11:30:00.000Z',
  },
  'order.acknowledged': { version: 2, state: 'acknowledged', collectBy: null },
  'order.preparing': { version: 3, state: 'picking', collectBy: null },
  'order.short': { state: 'short', collectBy: null, reason: 'missing', ...PIECES },
  'order.short-resolved': {
    state: 'picked',
    collectBy: null,
    resolution: 'partial',
    toRefundMinor: 8_900,
    ...PIECES,
  },
  'order.question-asked': {
    state: 'short',
    collectBy: null,
    deadline: '2026-11-22T16:30:00.000Z',
    proposals: ['partial', 'cancel'],
  },
  'order.question-answered': { state: 'short', collectBy: null, answer: 'partial', by: 'customer' },
  'order.moved': {
    state: 'acknowledged',
    collectBy: null,
    locationId: 'MI02',
    fromLocationId: 'MI01',
    cause: 'customer',
    readyBy: '2026-11-22T13:30:00.000Z',
  },
  'order.delayed': { state: 'picking', collectBy: null, readyBy: '2026-11-22T15:00:00.000Z' },
  'order.shipping-chosen': { version: 3, state: 'acknowledged', collectBy: null, by: 'customer' },
  'order.shipping-undone': { version: 4, state: 'acknowledged', collectBy: null },
  'order.shipped': {
    state: 'collected',
    collectBy: null,
    carrier: 'BRT',
    trackingNumber: '084621907755',
    ...PIECES,
  },
  'order.collected': { state: 'collected', paidNowMinor: 0, ...PIECES },
  'order.pieces-refused': { state: 'refused', toRefundMinor: 8_900, ...PIECES },
  'order.not-collected': { state: 'no-show', toRefundMinor: 24_900, ...PIECES },
  'order.cancelled': {
    state: 'cancelled',
    collectBy: null,
    by: 'customer',
    toRefundMinor: 24_900,
    ...PIECES,
  },
  'order.refund-due': {
    state: 'cancelled',
    collectBy: null,
    toRefundMinor: 24_900,
    amountMinor: 24_900,
  },
  'order.refunded': {
    version: null,
    state: null,
    totalMinor: null,
    dueMinor: null,
    collectBy: null,
    refundId: '01978a3e-6b0d-7a52-8f3e-5d1c2b4a9e77',
    amountMinor: 8_900,
  },
  'order.withdrawn': {
    version: null,
    state: null,
    totalMinor: null,
    dueMinor: null,
    collectBy: null,
    declaredAt: '2026-11-30T21:50:00.000Z',
    ...PIECES,
  },
};

/** What a message of this type says, for whoever writes a receiver. */
export function exampleOf(type: PublicType): object {
  return { ...EXAMPLE, ...PARTICULAR[type] };
}
