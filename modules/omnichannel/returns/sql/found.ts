import type { Read } from '../../../../server/db/transaction.ts';

/** An order somebody may have brought pieces of. */
export interface FoundRow {
  readonly orderId: string;
  readonly number: number;
  readonly channel: string;
  readonly titleIt: string;
  readonly titleEn: string;
  readonly name: string;
  readonly surname: string;
  readonly placedAt: Date;
  readonly collectedAt: Date | null;
  readonly collectedLocationId: string | null;
  readonly carrier: string | null;
  readonly pieces: number;
  readonly filed: number;
  readonly currency: string;
  readonly paidMinor: number;
}

const MOST = 20;

/** Orders of which the customer has pieces, newest first: by one thing that is known of them. */
export async function selectFound(
  read: Read,
  by:
    | { readonly codeDigest: string }
    | { readonly orderIds: readonly string[] }
    | { readonly customerId: string }
    | { readonly itemId: string }
    | { readonly number: number }
    | { readonly externalId: string }
    | { readonly email: string }
    | { readonly phoneEnding: string }
    | { readonly surname: string },
): Promise<FoundRow[]> {
  const { where, bindings } = condition(by);
  const { rows } = await read.sql.raw<{ rows: FoundRow[] }>(
    `
    select o.id as "orderId", o.number, o.channel, c.title_it as "titleIt", c.title_en as "titleEn",
      o.contact_name as name, o.contact_surname as surname, o.placed_at as "placedAt",
      h.at as "collectedAt", h.location_id as "collectedLocationId", h.carrier,
      p.pieces, p.filed, o.currency, o.paid_minor as "paidMinor"
    from oc_order as o
    join oc_channel as c on c.id = o.channel
    join lateral (
      select count(*)::integer as pieces, count(f.unit)::integer as filed
      from oc_order_unit as u
      left join oc_return_unit as f
        on f.line_id = u.line_id and f.unit = u.unit and f.live
          and not exists (
            select from oc_return as r where r.id = f.return_id and r.goods = 'announced')
      where u.order_id = o.id and u.fate = 'collected'
    ) as p on p.pieces > 0
    left join lateral (
      select coalesce(delivered_at, handed_at) as at, location_id, carrier from oc_handover
      where order_id = o.id order by handed_at desc limit 1
    ) as h on true
    where ${where}
    order by o.placed_at desc, o.id desc limit ${MOST}`,
    bindings,
  );
  return rows;
}

type By = Parameters<typeof selectFound>[1];

function condition(by: By): {
  where: string;
  bindings: Record<string, string | number | string[]>;
} {
  if ('codeDigest' in by) return { where: 'o.code_digest = :codeDigest', bindings: by };
  if ('orderIds' in by) {
    return {
      where: 'o.id = any (:orderIds::uuid[])',
      bindings: { orderIds: [...by.orderIds] },
    };
  }
  if ('customerId' in by) return { where: 'o.customer_id = :customerId::uuid', bindings: by };
  if ('itemId' in by) {
    const where = `o.id in (
      select line.order_id from oc_order_line as line
      where line.item_id = :itemId::uuid and line.collected > 0)`;
    return { where, bindings: by };
  }
  if ('number' in by) return { where: 'o.number = :number', bindings: by };
  if ('externalId' in by) return { where: 'o.external_id = :externalId', bindings: by };
  if ('email' in by) return { where: 'lower(o.contact_email) = :email', bindings: by };
  if ('phoneEnding' in by) {
    return { where: 'o.contact_phone_ending = :phoneEnding', bindings: by };
  }
  const surname = `${by.surname.replace(/[\\%_]/g, '\\$&').toLowerCase()}%`;
  return { where: 'lower(o.contact_surname) like :surname', bindings: { surname } };
}
