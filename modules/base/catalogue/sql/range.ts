import type { Read } from '../../../../server/db/transaction.ts';

export interface RangeStyle {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly category: string;
  readonly composition: string;
}

/** Styles with something to sell, by name; those of one department when it is given. */
export async function selectRange(
  read: Read,
  asked: {
    readonly department: string | null;
    readonly after: readonly [name: string, id: string] | null;
    readonly limit: number;
  },
): Promise<RangeStyle[]> {
  const [name, id] = asked.after ?? [null, null];
  const { rows } = await read.sql.raw<{ rows: RangeStyle[] }>(
    `
    select s.id, s.name, s.department, s.category, s.composition
    from base_style s
    where (:department::text is null or s.department = :department)
      and (:name::text is null or (s.name, s.id) > (:name, :id::uuid))
      and exists (select from base_item i where i.style_id = s.id and i.active)
    order by s.name, s.id
    limit :limit`,
    { department: asked.department, name, id, limit: asked.limit },
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
