import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { CounterTender } from '../../orders/domain/order.ts';

export interface NewHandover {
  readonly handoverId: string;
  readonly locationId: string;
  readonly orderId: string;
  readonly proof: 'code' | 'identity' | 'tracking';
  readonly collector: 'customer' | 'delegate' | 'carrier';
  /** Who came in place of the customer, and the kind of document looked at. */
  readonly delegateName?: string | null;
  readonly documentType?: string | null;
  /** Who drives it, and under which number. */
  readonly shipment?: Shipment;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly payments: readonly HandoverPayment[];
}

/** What pays for the pieces as they leave: money, or the value of what was returned. */
export interface HandoverPayment {
  readonly paymentId: string;
  readonly kind: CounterTender | 'return';
  readonly amountMinor: number;
  readonly providerRef: string | null;
}

/** Who took what, on which proof, and what was paid with it. */
export async function insertHandover(tx: Tx, handover: NewHandover): Promise<void> {
  const { lines, payments, shipment, ...row } = handover;
  await tx.sql.raw(
    `
    with handover as (
      insert into oc_handover (
        id, location_id, order_id, proof, collector, delegate_name, document_type,
        carrier, tracking_number, actor_id, actor_name, device_id, handed_at)
      values (
        :handoverId, :locationId, :orderId, :proof, :collector, :delegateName, :documentType,
        :carrier, :trackingNumber, :actorId, :actorName, :deviceId, :now)
    ), payment as (
      insert into oc_payment (
        id, order_id, kind, amount_minor, provider_ref, location_id, handover_id, actor_id, paid_at)
      select p."paymentId", :orderId, p.kind, p."amountMinor", p."providerRef", :locationId,
        :handoverId, :actorId, :now
      from jsonb_to_recordset(:payments::jsonb) as p (
        "paymentId" uuid, kind text, "amountMinor" bigint, "providerRef" text)
    )
    insert into oc_handover_line (handover_id, line_id, quantity)
    select :handoverId, l."lineId", l.quantity
    from jsonb_to_recordset(:lines::jsonb) as l ("lineId" uuid, quantity integer)`,
    {
      delegateName: null,
      documentType: null,
      ...row,
      carrier: shipment?.carrier ?? null,
      trackingNumber: shipment?.trackingNumber ?? null,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      deviceId: tx.actor.deviceId,
      now: tx.now,
      payments: JSON.stringify(payments),
      lines: JSON.stringify(lines),
    },
  );
}

export interface LastHandover {
  readonly handedAt: Date;
  readonly actorName: string;
  readonly collector: 'customer' | 'delegate' | 'carrier';
}

/** The most recent time something of the order was handed over. */
export async function selectLastHandover(
  read: Read,
  orderId: string,
): Promise<LastHandover | null> {
  const { rows } = await read.sql.raw<{ rows: LastHandover[] }>(
    `select handed_at as "handedAt", actor_name as "actorName", collector
     from oc_handover where order_id = :orderId order by handed_at desc limit 1`,
    { orderId },
  );
  return rows[0] ?? null;
}

export interface Shipment {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** Which carrier has the order, and under which number; null when none has. */
export async function selectShipment(read: Read, orderId: string): Promise<Shipment | null> {
  return (await selectShipments(read, [orderId])).get(orderId) ?? null;
}

/** Those of several orders, by order. */
export async function selectShipments(
  read: Read,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Shipment>> {
  const { rows } = await read.sql.raw<{ rows: (Shipment & { orderId: string })[] }>(
    `select order_id as "orderId", carrier, tracking_number as "trackingNumber"
     from oc_handover where order_id = any (:orderIds::uuid[]) and collector = 'carrier'`,
    { orderIds },
  );
  return new Map(
    rows.map(({ orderId, carrier, trackingNumber }) => [orderId, { carrier, trackingNumber }]),
  );
}
