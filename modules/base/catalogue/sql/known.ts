import type { Read } from '../../../../server/db/transaction.ts';
import type { ItemRow, StyleRow } from './write.ts';

/** What a file may leave open of a style. */
export type OpenOfStyle = Pick<
  StyleRow,
  | 'supplier'
  | 'line'
  | 'season'
  | 'department'
  | 'composition'
  | 'seasonal'
  | 'perishable'
  | 'returnExclusion'
>;

/** What a file may leave open of an item. */
export type OpenOfItem = Pick<ItemRow, 'sizeOrder' | 'vatRate' | 'active'>;

/** What is known of these styles, by code. */
export async function selectKnownStyles(
  read: Read,
  codes: readonly string[],
): Promise<ReadonlyMap<string, OpenOfStyle>> {
  const { rows } = await read.sql.raw<{ rows: (OpenOfStyle & { code: string })[] }>(
    `
    select code, supplier, line, season, department, composition, seasonal, perishable,
      return_exclusion as "returnExclusion"
    from base_style where code = any(?::text[])`,
    [[...new Set(codes)]],
  );
  return new Map(rows.map(({ code, ...style }) => [code, style]));
}

/** What is known of these items, by barcodes of fourteen digits. */
export async function selectKnownItems(
  read: Read,
  gtins14: readonly string[],
): Promise<ReadonlyMap<string, OpenOfItem & { readonly size: string }>> {
  const { rows } = await read.sql.raw<{
    rows: (OpenOfItem & { gtin14: string; size: string })[];
  }>(
    `
    select gtin14, size, size_order as "sizeOrder", vat_rate::float8 as "vatRate", active
    from base_item where gtin14 = any(?::text[])`,
    [[...gtins14]],
  );
  return new Map(rows.map(({ gtin14, ...item }) => [gtin14, item]));
}
