import { prepared } from '../../../../server/db/prepared.ts';
import { textArray } from '../../../../server/db/text-array.ts';
import type { Tx } from '../../../../server/db/transaction.ts';
import type { FrozenUnit } from '../domain/shares.ts';
import type { OrderFile } from '../domain/file.ts';
import type { SoldDiscount } from '../domain/sold.ts';
import type { Language } from '../../../../server/kernel/text.ts';

export interface ExternalKey {
  readonly channel: string;
  readonly externalId: string;
}

/**
 * Makes everybody who places the same order wait for the first: two requests with one `externalId` and
 * two idempotency keys. Taken before any other lock and in one order, so that batches never wait in a circle.
 */
export async function lockExternalKeys(tx: Tx, keys: readonly ExternalKey[]): Promise<void> {
  await prepared(
    tx.sql,
    `
    select pg_advisory_xact_lock(hashtextextended('omnichannel.order/' || k.key, 0))
    from (select distinct channel || '/' || "externalId" as key
          from json_to_recordset(:keys::json) as r (channel text, "externalId" text)
          order by key) as k`,
    { keys: JSON.stringify(keys) },
  );
}

export interface PlacedBefore extends ExternalKey {
  readonly orderId: string;
  readonly contentDigest: string;
}

export async function selectPlacedBefore(
  tx: Tx,
  keys: readonly ExternalKey[],
): Promise<PlacedBefore[]> {
  // One at most: the limit makes every plan look each up, also one made while there were few orders.
  return prepared(
    tx.sql,
    `
    select before.id as "orderId", k.channel, k.external_id as "externalId",
      before.content_digest as "contentDigest"
    from unnest(:channels::text[], :externalIds::text[]) as k (channel, external_id)
    cross join lateral (
      select o.id, o.content_digest from oc_order as o
      where o.channel = k.channel and o.external_id = k.external_id limit 1) as before`,
    {
      channels: textArray(keys.map(({ channel }) => channel)),
      externalIds: textArray(keys.map(({ externalId }) => externalId)),
    },
  );
}

/** An order about to be written, whole. */
export interface NewOrder {
  /** Without its number, which is drawn as it is written. */
  readonly file: Omit<OrderFile, 'number'>;
  readonly year: number;
  readonly contentDigest: string;
  readonly tokenDigest: string;
  readonly contact: {
    readonly email: string | null;
    readonly phone: string | null;
    readonly language: Language;
  };
  readonly goodsMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  /** Null: the channel priced it. */
  readonly pricedBy: { readonly engine: string; readonly version: string } | null;
  readonly lines: readonly NewLine[];
  readonly payments: readonly NewPayment[];
  readonly actorId: string;
}

export interface NewLine {
  readonly lineId: string;
  readonly unitPriceMinor: number;
  readonly vatRate: number;
  readonly discounts: readonly SoldDiscount[];
  readonly units: readonly (FrozenUnit & { readonly holdId: string })[];
}

export interface NewPayment {
  readonly paymentId: string;
  readonly kind: string;
  readonly amountMinor: number;
  readonly providerRef: string | null;
}

/**
 * Every order of the batch with its lines, pieces, discounts, payments and its number in the series of
 * its company and year, in one statement. Answers with the numbers by order; the series stay locked
 * until the end, so this stands as late in the transaction as it can.
 *
 * Read as `json`, not `jsonb`: rows that are taken apart once need not be sorted and packed first.
 */
export async function insertOrders(
  tx: Tx,
  orders: readonly NewOrder[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await prepared<{ id: string; number: number }>(tx.sql, INSERT_ORDERS, {
    now: tx.now,
    orders: JSON.stringify(orders.map(orderRow)),
    lines: JSON.stringify(orders.flatMap(lineRows)),
    units: JSON.stringify(orders.flatMap(unitRows)),
    discounts: JSON.stringify(orders.flatMap(discountRows)),
    payments: JSON.stringify(orders.flatMap(paymentRows)),
  });
  return new Map(rows.map(({ id, number }) => [id, number]));
}

const INSERT_ORDERS = `
  with placed as (
    select o.*, row_number() over (partition by company_id, year order by place) as nth,
      count(*) over (partition by company_id, year) as of_series
    from json_to_recordset(:orders::json) as o (
      place integer, id uuid, company_id uuid, year smallint, channel text, external_id text,
      content_digest text, contract_flow text, customer_id uuid, contact_name text,
      contact_surname text, contact_email text, contact_phone text, language text,
      chosen_location_id text, location_id text, acknowledge_by timestamptz, ready_by timestamptz,
      code_digest text, code_ending text, token_digest text, currency text, goods_minor bigint,
      discount_minor bigint, shipping_minor bigint, total_minor bigint, paid_minor bigint,
      priced_engine text, priced_version text, takes_limits boolean)
  ), drawn as (
    insert into oc_order_series as series (company_id, year, last)
    select distinct company_id, year, of_series from placed order by company_id, year
    on conflict (company_id, year) do update set last = series.last + excluded.last
    returning company_id, year, last
  ), written as (
    insert into oc_order (
      id, company_id, year, number, channel, external_id, content_digest, contract_flow,
      customer_id, contact_name, contact_surname, contact_email, contact_phone, language,
      chosen_location_id, location_id, state, placed_at, acknowledge_by, ready_by,
      code_digest, code_ending, token_digest, currency, goods_minor, discount_minor,
      shipping_minor, total_minor, paid_minor, priced_engine, priced_version, takes_limits)
    select
      id, company_id, year, drawn.last - of_series + nth, channel, external_id, content_digest,
      contract_flow, customer_id, contact_name, contact_surname, contact_email, contact_phone,
      language, chosen_location_id, location_id, 'placed', :now, acknowledge_by, ready_by,
      code_digest, code_ending, token_digest, currency, goods_minor, discount_minor,
      shipping_minor, total_minor, paid_minor, priced_engine, priced_version, takes_limits
    from placed join drawn using (company_id, year)
    returning id, number
  ), lines as (
    insert into oc_order_line (
      id, order_id, place, external_line_id, item_id, gtin, quantity, unit_price_minor, vat_rate, state)
    select id, order_id, place, external_line_id, item_id, gtin, quantity, unit_price_minor,
      vat_rate, 'placed'
    from json_to_recordset(:lines::json) as l (
      id uuid, order_id uuid, place smallint, external_line_id text, item_id uuid, gtin text,
      quantity integer, unit_price_minor bigint, vat_rate numeric)
  ), units as (
    insert into oc_order_unit (
      line_id, unit, order_id, hold_id, price_minor, discount_shares, discount_minor,
      shipping_minor, paid_minor, vat_minor)
    select line_id, unit, order_id, hold_id, price_minor, discount_shares, discount_minor,
      shipping_minor, paid_minor, vat_minor
    from json_to_recordset(:units::json) as u (
      line_id uuid, unit smallint, order_id uuid, hold_id uuid, price_minor bigint,
      discount_shares bigint[], discount_minor bigint, shipping_minor bigint,
      paid_minor bigint, vat_minor bigint)
  ), letters as (
    insert into oc_letter_due (order_id, about, due_at)
    select id, 'placed', :now from placed where contact_email is not null
  ), discounts as (
    insert into oc_order_discount (line_id, place, reason, amount_minor, promotion_id, coupon)
    select line_id, place, reason, amount_minor, promotion_id, coupon
    from json_to_recordset(:discounts::json) as d (
      line_id uuid, place smallint, reason text, amount_minor bigint, promotion_id uuid, coupon text)
  ), payments as (
    insert into oc_payment (id, order_id, kind, amount_minor, provider_ref, actor_id, paid_at)
    select id, order_id, kind, amount_minor, provider_ref, actor_id, :now
    from json_to_recordset(:payments::json) as p (
      id uuid, order_id uuid, kind text, amount_minor bigint, provider_ref text, actor_id text)
  )
  select id, number from written`;

function orderRow(order: NewOrder, place: number) {
  const { file, contact } = order;
  return {
    place,
    id: file.orderId,
    company_id: file.companyId,
    year: order.year,
    channel: file.channel,
    external_id: file.externalId,
    content_digest: order.contentDigest,
    contract_flow: file.contractFlow,
    customer_id: file.customerId,
    contact_name: file.contactName,
    contact_surname: file.contactSurname,
    contact_email: contact.email,
    contact_phone: contact.phone,
    language: contact.language,
    chosen_location_id: file.chosenLocationId,
    location_id: file.locationId,
    acknowledge_by: file.acknowledgeBy,
    ready_by: file.readyBy,
    code_digest: file.codeDigest,
    code_ending: file.codeEnding,
    token_digest: order.tokenDigest,
    currency: file.currency,
    goods_minor: order.goodsMinor,
    discount_minor: order.discountMinor,
    shipping_minor: order.shippingMinor,
    total_minor: file.totalMinor,
    paid_minor: file.paidMinor,
    priced_engine: order.pricedBy?.engine ?? null,
    priced_version: order.pricedBy?.version ?? null,
    takes_limits: file.takesLimits,
  };
}

function lineRows({ file, lines }: NewOrder) {
  return lines.map((line, index) => {
    const { externalLineId, itemId, gtin, quantity } = file.lines[index]!;
    return {
      id: line.lineId,
      order_id: file.orderId,
      place: index + 1,
      external_line_id: externalLineId,
      item_id: itemId,
      gtin,
      quantity,
      unit_price_minor: line.unitPriceMinor,
      vat_rate: line.vatRate,
    };
  });
}

function unitRows({ file, lines }: NewOrder) {
  return lines.flatMap(({ lineId, units }) =>
    units.map((unit) => ({
      line_id: lineId,
      unit: unit.unit,
      order_id: file.orderId,
      hold_id: unit.holdId,
      price_minor: unit.priceMinor,
      discount_shares: unit.discountShares,
      discount_minor: unit.discountMinor,
      shipping_minor: unit.shippingMinor,
      paid_minor: unit.paidMinor,
      vat_minor: unit.vatMinor,
    })),
  );
}

function discountRows({ lines }: NewOrder) {
  return lines.flatMap(({ lineId, discounts }) =>
    discounts.map(({ reason, amountMinor, promotionId, coupon }, index) => ({
      line_id: lineId,
      place: index + 1,
      reason,
      amount_minor: amountMinor,
      promotion_id: promotionId,
      coupon,
    })),
  );
}

function paymentRows({ file, payments, actorId }: NewOrder) {
  return payments.map(({ paymentId, kind, amountMinor, providerRef }) => ({
    id: paymentId,
    order_id: file.orderId,
    kind,
    amount_minor: amountMinor,
    provider_ref: providerRef,
    actor_id: actorId,
  }));
}
