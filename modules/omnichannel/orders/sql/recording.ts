import type { Tx } from '../../../../server/db/transaction.ts';
import type { FrozenUnit } from '../domain/shares.ts';

/** An order that was sent from elsewhere, whole. */
export interface FulfilledOrder {
  readonly orderId: string;
  readonly companyId: string;
  readonly year: number;
  readonly channel: string;
  readonly externalId: string;
  readonly contentDigest: string;
  readonly contractFlow: string;
  readonly customerId: string;
  readonly name: string;
  readonly surname: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string;
  readonly locationId: string;
  readonly placedAt: Date;
  readonly sentAt: Date;
  readonly endedOn: string;
  readonly codeDigest: string;
  readonly codeEnding: string;
  readonly tokenDigest: string;
  readonly currency: string;
  readonly goodsMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly saleDocument: string;
  readonly saleReference: string | null;
  readonly saleIssuedOn: string | null;
  readonly standardShippingMinor: number | null;
  readonly handoverId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly deliveredAt: Date | null;
  readonly lines: readonly {
    readonly lineId: string;
    readonly pickId: string;
    readonly externalLineId: string;
    readonly itemId: string;
    readonly gtin: string;
    readonly quantity: number;
    readonly unitPriceMinor: number;
    readonly vatRate: number;
    readonly discounts: readonly { readonly reason: string; readonly amountMinor: number }[];
    readonly units: readonly (FrozenUnit & { readonly holdId: string })[];
  }[];
  readonly payments: readonly {
    readonly paymentId: string;
    readonly kind: string;
    readonly amountMinor: number;
    readonly providerRef: string | null;
  }[];
}

/** Writes it with its lines, pieces, payments and its handover to the carrier; gives its number. */
export async function insertFulfilled(tx: Tx, order: FulfilledOrder): Promise<number> {
  const { lines, payments, ...row } = order;
  const bare = lines.map(({ discounts: _, units: _units, ...line }, place) => ({
    ...line,
    place: place + 1,
  }));
  const { rows } = await tx.sql.raw<{ rows: { number: number }[] }>(INSERT_FULFILLED, {
    ...row,
    now: tx.now,
    actorId: tx.actor.id,
    actorName: tx.actor.name,
    lines: JSON.stringify(bare),
    units: JSON.stringify(
      lines.flatMap(({ lineId, units }) => units.map((unit) => ({ ...unit, lineId }))),
    ),
    discounts: JSON.stringify(
      lines.flatMap(({ lineId, discounts }) =>
        discounts.map((discount, index) => ({ ...discount, lineId, place: index + 1 })),
      ),
    ),
    payments: JSON.stringify(payments),
  });
  return rows[0]!.number;
}

/** The parcel has arrived: from then on the customer's days count. The first word holds. */
export async function noteDelivered(tx: Tx, orderId: string, deliveredAt: Date): Promise<void> {
  await tx.sql.raw(
    `update oc_handover set delivered_at = :deliveredAt
     where order_id = :orderId and collector = 'carrier' and delivered_at is null`,
    { orderId, deliveredAt },
  );
}

const INSERT_FULFILLED = `
  with drawn as (
    insert into oc_order_series as series (company_id, year, last) values (:companyId, :year, 1)
    on conflict (company_id, year) do update set last = series.last + 1
    returning last
  ), recorded as (
    insert into oc_order (
      id, company_id, year, number, channel, external_id, content_digest, contract_flow,
      customer_id, contact_name, contact_surname, contact_email, contact_phone, language,
      chosen_location_id, location_id, state, fulfilment, placed_at, acknowledge_by, ready_by,
      acknowledged_at, ended_at, ended_on, code_digest, code_ending, token_digest, currency,
      goods_minor, discount_minor, shipping_minor, total_minor, paid_minor, sale_document,
      sale_reference, sale_issued_on, standard_shipping_minor)
    select
      :orderId, :companyId, :year, drawn.last, :channel, :externalId, :contentDigest, :contractFlow,
      :customerId, :name, :surname, :email, :phone, :language, :locationId, :locationId,
      'collected', 'shipping', :placedAt, :sentAt, :sentAt, :placedAt::timestamptz, :sentAt, :endedOn,
      :codeDigest, :codeEnding, :tokenDigest, :currency, :goodsMinor, :discountMinor,
      :shippingMinor, :totalMinor, :paidMinor, :saleDocument, :saleReference,
      :saleIssuedOn::date, :standardShippingMinor::bigint
    from drawn
    returning number
  ), lines as (
    insert into oc_order_line (
      id, order_id, place, external_line_id, item_id, gtin, quantity, unit_price_minor, vat_rate,
      state, collected)
    select l."lineId", :orderId, l.place, l."externalLineId", l."itemId", l.gtin, l.quantity,
      l."unitPriceMinor", l."vatRate", 'collected', l.quantity
    from jsonb_to_recordset(:lines::jsonb) as l (
      "lineId" uuid, place smallint, "externalLineId" text, "itemId" uuid, gtin text,
      quantity integer, "unitPriceMinor" bigint, "vatRate" numeric)
  ), units as (
    insert into oc_order_unit (
      line_id, unit, order_id, hold_id, fate, price_minor, discount_shares, discount_minor,
      shipping_minor, paid_minor, vat_minor)
    select "lineId", unit, :orderId, "holdId", 'collected', "priceMinor", "discountShares",
      "discountMinor", "shippingMinor", "paidMinor", "vatMinor"
    from jsonb_to_recordset(:units::jsonb) as u (
      "lineId" uuid, unit smallint, "holdId" uuid, "priceMinor" bigint, "discountShares" bigint[],
      "discountMinor" bigint, "shippingMinor" bigint, "paidMinor" bigint, "vatMinor" bigint)
  ), discounts as (
    insert into oc_order_discount (line_id, place, reason, amount_minor)
    select "lineId", place, reason, "amountMinor"
    from jsonb_to_recordset(:discounts::jsonb) as d (
      "lineId" uuid, place smallint, reason text, "amountMinor" bigint)
  ), payments as (
    insert into oc_payment (id, order_id, kind, amount_minor, provider_ref, actor_id, paid_at)
    select "paymentId", :orderId, kind, "amountMinor", "providerRef", :actorId, :placedAt
    from jsonb_to_recordset(:payments::jsonb) as p (
      "paymentId" uuid, kind text, "amountMinor" bigint, "providerRef" text)
  ), picks as (
    insert into oc_pick (id, location_id, order_id, line_id, quantity, manner, actor_id, picked_at)
    select "pickId", :locationId, :orderId, "lineId", quantity, 'hand', :actorId, :sentAt
    from jsonb_to_recordset(:lines::jsonb) as p ("pickId" uuid, "lineId" uuid, quantity integer)
  ), handover as (
    insert into oc_handover (
      id, location_id, order_id, proof, collector, carrier, tracking_number, delivered_at,
      actor_id, actor_name, handed_at)
    values (:handoverId, :locationId, :orderId, 'tracking', 'carrier', :carrier, :trackingNumber,
      :deliveredAt::timestamptz, :actorId, :actorName, :sentAt)
  ), handed as (
    insert into oc_handover_line (handover_id, line_id, quantity)
    select :handoverId, "lineId", quantity
    from jsonb_to_recordset(:lines::jsonb) as l ("lineId" uuid, quantity integer)
  )
  select number from recorded`;
