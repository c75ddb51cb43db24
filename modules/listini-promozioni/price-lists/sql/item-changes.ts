import type { Read } from '../../../../server/db/transaction.ts';
import { WALL } from './wall-time.ts';

export interface ItemChange {
  readonly listCode: string;
  readonly changeSetId: string;
  readonly title: string;
  readonly amountMinor: number;
  readonly minQuantity: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly publishedVersion: number;
  readonly takenBackVersion: number | null;
  readonly recordedAt: Date;
  readonly preparedBy: string;
  readonly approvedBy: string | null;
}

/** Every price that was ever said of an item or its style, who prepared and who approved it, newest first. */
export async function selectChangesOfItem(read: Read, itemId: string): Promise<ItemChange[]> {
  const { rows } = await read.sql.raw<{ rows: ItemChange[] }>(
    `
    select list.code as "listCode", change.id as "changeSetId", change.title,
      price.amount_minor as "amountMinor", slot.min_quantity as "minQuantity",
      to_char(lower(price.valid), ${WALL}) as "validFrom",
      to_char(upper(price.valid), ${WALL}) as "validTo",
      price.since_version as "publishedVersion", price.until_version as "takenBackVersion",
      price.recorded_at as "recordedAt", change.created_by as "preparedBy",
      change.decided_by as "approvedBy"
    from lp_price price
    join lp_price_slot slot on slot.slot = price.slot
    join lp_price_list list on list.id = slot.list_id
    join lp_change_set change on change.id = price.change_set_id
    where slot.subject_id = :itemId or slot.subject_id in (
      select style_id from lp_goods where item_id = :itemId and until_version is null)
    order by price.since_version desc, lower(price.valid) desc limit 200`,
    { itemId },
  );
  return rows;
}
