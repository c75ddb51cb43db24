import { demand, mayForChannel } from '../../../server/auth/actor.ts';
import { forbidden } from '../../../server/kernel/problems.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import {
  businessDayOf,
  findOrCreateCustomer,
  itemsByGtin,
  locationsById,
  type Item,
  type Location,
} from '../../base/api.ts';
import { orderExists } from '../problems.ts';
import { orderNotAcceptable } from './not-acceptable.ts';
import { faultsOf, type Fault } from './domain/faults.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { freezeShares, type FrozenUnit } from './domain/shares.ts';
import type { recordFulfilledOrderEndpoint } from './fulfilled-contracts.ts';
import { orderRecorded } from './recorded-event.ts';
import { contentDigest, type OrderSecrets } from './secrets.ts';
import { readFile } from './sql/files.ts';
import { lockExternalKeys, selectPlacedBefore } from './sql/placing.ts';
import { readPolicies } from './sql/policies.ts';
import { insertFulfilled, noteDelivered } from './sql/recording.ts';

type Input = InputOf<typeof recordFulfilledOrderEndpoint>;
type Recorded = ReplyOf<typeof recordFulfilledOrderEndpoint>;

/**
 * Records an order that was sent from elsewhere, with what every piece was paid: it can be returned at any
 * counter. Told again, it is the same order; other content under its number is refused.
 */
export async function recordFulfilled(
  tx: Tx,
  secrets: OrderSecrets,
  input: Input,
): Promise<Recorded> {
  const permission = 'omnichannel.order.place';
  demand(tx.actor, permission, input.locationId);
  if (!mayForChannel(tx.actor, input.channel)) throw new Refusal(forbidden, { permission });
  const key = { channel: input.channel, externalId: input.externalId };
  await lockExternalKeys(tx, [key]);
  const [before] = await selectPlacedBefore(tx, [key]);
  if (before) return asBefore(tx, before, input);
  const items = await itemsByGtin(
    tx,
    input.lines.map(({ gtin }) => gtin),
  );
  const location = (await locationsById(tx, [input.locationId])).get(input.locationId) ?? null;
  const faults = await faultsIn(tx, input, items, location);
  if (faults.length > 0) throw new Refusal(orderNotAcceptable, { faults });
  return write(tx, secrets, input, items, location!);
}

async function asBefore(
  tx: Tx,
  before: { readonly orderId: string; readonly contentDigest: string },
  input: Input,
): Promise<Recorded> {
  const file = (await readFile(tx, before.orderId))!;
  const { orderId, totalMinor, paidMinor } = file;
  const number = writtenOrderNumber(file.number);
  // What may still become known of a parcel makes no other order of it.
  if (before.contentDigest !== digestOf(input)) {
    const placedAt = file.placedAt.toISOString();
    throw new Refusal(orderExists, { orderId, number, state: file.state, placedAt });
  }
  if (input.deliveredAt) await noteDelivered(tx, orderId, new Date(input.deliveredAt));
  return { orderId, number, totalMinor, paidMinor, existed: true };
}

function digestOf({ deliveredAt: _, ...input }: Input): string {
  return contentDigest(input);
}

async function faultsIn(
  tx: Tx,
  input: Input,
  items: ReadonlyMap<string, Item>,
  location: Location | null,
): Promise<Fault[]> {
  const policies = await readPolicies(tx);
  const faults = faultsOf(input, {
    channel: policies.channels.get(input.channel) ?? null,
    // It was sent already: whether the place offers pickups today does not matter.
    location: location && { active: true, pickupEnabled: true },
    paused: false,
    slotFree: true,
    vatRates: new Map([...items].map(([gtin, { vatRate }]) => [gtin, vatRate])),
    cardUnknown: false,
    priced: null,
  });
  const torn = input.lines.flatMap((line, place): Fault[] => {
    if (!line.pieces) return [];
    const given = line.pieces.reduce((sum, { goodsMinor }) => sum + goodsMinor, 0);
    const off = (line.discounts ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const expected = line.unitPriceMinor * line.quantity - off;
    const fits =
      line.pieces.length === line.quantity &&
      given === expected &&
      line.pieces.every(({ goodsMinor }) => goodsMinor <= line.unitPriceMinor);
    return fits
      ? []
      : [{ pointer: `/lines/${place}/pieces`, fault: 'wrong-total', given, expected }];
  });
  return [...faults, ...torn];
}

function writtenLines(
  { lines }: Input,
  items: ReadonlyMap<string, Item>,
  units: readonly (readonly FrozenUnit[])[],
) {
  return lines.map((line, place) => ({
    lineId: newId(),
    pickId: newId(),
    externalLineId: line.externalLineId,
    itemId: items.get(line.gtin)!.id,
    gtin: line.gtin,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    vatRate: line.vatRate,
    discounts: discountsOf(line),
    units: units[place]!.map((unit) => ({ ...unit, holdId: newId() })),
  }));
}

function writtenPayments({ payments }: Input) {
  return payments.map(({ kind, amountMinor, providerRef = null }) => ({
    paymentId: newId(),
    kind,
    amountMinor,
    providerRef,
  }));
}

async function write(
  tx: Tx,
  secrets: OrderSecrets,
  input: Input,
  items: ReadonlyMap<string, Item>,
  location: Location,
): Promise<Recorded> {
  const orderId = newId();
  const { externalId, name, surname, email = null, phone = null, language } = input.customer;
  const customerId = await findOrCreateCustomer(tx, {
    name,
    surname,
    email,
    phone,
    ...(language ? { language } : {}),
    ...(externalId ? { external: { channel: input.channel, id: externalId } } : {}),
  });
  const units = unitsOf(input);
  const all = units.flat();
  const sum = (amount: (unit: FrozenUnit) => number) =>
    all.reduce((total, unit) => total + amount(unit), 0);
  const totalMinor = sum(({ paidMinor }) => paidMinor);
  const paidMinor = input.payments.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const code = secrets.code(orderId);
  const sentAt = new Date(input.sentAt);
  const number = await insertFulfilled(tx, {
    orderId,
    companyId: location.companyId,
    year: Number(dayAt(location.zone, new Date(input.placedAt)).slice(0, 4)),
    channel: input.channel,
    externalId: input.externalId,
    contentDigest: digestOf(input),
    contractFlow: input.contractFlow,
    customerId,
    name,
    surname,
    email: email?.toLowerCase() ?? null,
    phone,
    language: language ?? 'it',
    locationId: input.locationId,
    placedAt: new Date(input.placedAt),
    sentAt,
    endedOn: businessDayOf(location.schedule, sentAt),
    codeDigest: secrets.codeDigest(code),
    codeEnding: code.slice(-4),
    tokenDigest: secrets.tokenDigest(secrets.token(orderId)),
    currency: input.currency,
    goodsMinor: sum(({ priceMinor }) => priceMinor),
    discountMinor: sum(({ discountMinor }) => discountMinor),
    shippingMinor: input.shippingMinor ?? 0,
    totalMinor,
    paidMinor,
    saleDocument: input.saleDocument.kind,
    saleReference: input.saleDocument.reference ?? null,
    saleIssuedOn: input.saleDocument.issuedOn ?? null,
    standardShippingMinor: input.standardShippingMinor ?? null,
    handoverId: newId(),
    carrier: input.carrier,
    trackingNumber: input.trackingNumber,
    deliveredAt: input.deliveredAt ? new Date(input.deliveredAt) : null,
    lines: writtenLines(input, items, units),
    payments: writtenPayments(input),
  });
  const { locationId, channel } = input;
  const recorded = { orderId, locationId, channel, externalId: input.externalId, totalMinor };
  tx.record(orderRecorded(recorded));
  return { orderId, number: writtenOrderNumber(number), totalMinor, paidMinor, existed: false };
}

/** Piece by piece as the web shop sold it, or shared by us; shipping and VAT are shared by us. */
function unitsOf({ lines, shippingMinor = 0 }: Input): readonly (readonly FrozenUnit[])[] {
  return freezeShares(
    lines.map((line) => ({
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      vatRate: line.vatRate,
      discountsMinor: discountsOf(line).map(({ amountMinor }) => amountMinor),
      ...(line.pieces
        ? {
            pieceShares: line.pieces.map(({ goodsMinor }) => {
              const off = line.unitPriceMinor - goodsMinor;
              return discountsOf(line).length === 0 ? [] : [off];
            }),
          }
        : {}),
    })),
    shippingMinor,
  );
}

/** With the amounts of each piece told, its discounts are one: how they divide among them is not told. */
function discountsOf({
  discounts = [],
  pieces,
}: Input['lines'][number]): { reason: string; amountMinor: number }[] {
  if (!pieces || discounts.length < 2) return [...discounts];
  return [
    {
      reason: discounts.map(({ reason }) => reason).join(' + '),
      amountMinor: discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    },
  ];
}
