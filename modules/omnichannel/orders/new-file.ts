import type { Tx } from '../../../server/db/transaction.ts';
import type { LineFile, OrderFile } from './domain/file.ts';
import type { Draft, PromisedDraft } from './promise-baskets.ts';
import type { Promises } from './promises.ts';
import type { OrderSecrets } from './secrets.ts';
import type { World } from './world.ts';

/**
 * An order that is about to be written, as the shop will work with it; its number is drawn when it is
 * written. Every member stands here, also those that are empty yet: an object of fifty members that is put
 * together from others costs more than all that is worked out for it.
 */
export function newFile(
  tx: Tx,
  secrets: OrderSecrets,
  { locations, items }: World,
  { acknowledgeBy, readyBy }: Promises,
  { draft, locationId, lineIds }: PromisedDraft,
  given: Pick<OrderFile, 'customerId' | 'totalMinor'>,
): Omit<OrderFile, 'number'> {
  const { orderId, price } = draft;
  const { input } = draft.request;
  const { customer } = input;
  const code = secrets.code(orderId);
  return {
    orderId,
    version: 1,
    companyId: locations.get(locationId)!.companyId,
    channel: input.channel,
    externalId: input.externalId,
    contractFlow: input.contractFlow,
    customerId: given.customerId,
    contactName: customer.name,
    contactSurname: customer.surname,
    contactPhoneEnding: customer.phone?.slice(-4) ?? null,
    hasEmail: Boolean(customer.email),
    chosenLocationId: input.locationId,
    locationId,
    fulfilment: 'pickup',
    shipTo: null,
    state: 'placed',
    placedAt: tx.now,
    acknowledgeBy,
    readyBy,
    firstReadyBy: null,
    delayedFrom: null,
    undoDelayUntil: null,
    escalatedAt: null,
    collectBy: null,
    acknowledgedAt: null,
    picker: null,
    waveId: null,
    atRisk: false,
    answerBy: null,
    stagedAt: null,
    shelf: null,
    bags: [],
    readyAt: null,
    minutesToReady: null,
    notifyAt: null,
    notifiedAt: null,
    extendedAt: null,
    expectedAt: null,
    arrivedAt: null,
    endedAt: null,
    endedOn: null,
    cancelledBecause: null,
    codeDigest: secrets.codeDigest(code),
    codeEnding: code.slice(-4),
    currency: input.currency,
    totalMinor: given.totalMinor,
    cancelledMinor: 0,
    paidMinor: (input.payments ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    refundMinor: 0,
    refundedMinor: 0,
    shippingFeeMinor: 0,
    takesLimits: price !== null && price.takes.length > 0,
    lines: newLines(items, draft, lineIds),
  };
}

function newLines(
  items: World['items'],
  { request }: Draft,
  lineIds: readonly string[],
): LineFile[] {
  return request.input.lines.map(({ externalLineId, gtin, quantity }, place) => ({
    lineId: lineIds[place]!,
    externalLineId,
    itemId: items.get(gtin)!.id,
    gtin,
    quantity,
    state: 'placed',
    picked: 0,
    short: 0,
    collected: 0,
    refused: 0,
    noShow: 0,
    cancelled: 0,
    toPutBack: 0,
  }));
}
