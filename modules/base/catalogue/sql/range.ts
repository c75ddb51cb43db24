import type { Read } from '../../../../server/db/transaction.ts';

export interface RangeStyle {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly category: string;
  readonly composition: string;
}

/** Styles with something to sell, as they came in; those of one department when it is given. */
export async function selectRange(
  read: Read,
  asked: {
    readonly department: string | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<RangeStyle[]> {
  const { rows } = await read.sql.raw<{ rows: RangeStyle[] }>(
    `
    select s.id, s.name, s.department, s.category, s.composition
    from base_style s
    where (:department::text is null or s.department = :department)
      and (:after::uuid is null or s.id > :after)
      and exists (select from base_item i where i.style_id = s.id and i.active)
    order by s.id
    limit :limit`,
    { ...asked },
  );
  return rows;
}

export async function selectRangeStyle(read: Read, id: string): Promise<RangeStyle | null> {
  const { rows } = await read.sql.raw<{ rows: RangeStyle[] }>(
    `select id, name, department, category, composition from base_style where id = ?`,
    [id],
  );
  return rows[0] ?? null;
}
