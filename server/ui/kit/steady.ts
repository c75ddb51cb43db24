/** Rows under headings, as a list shows them. */
export interface RowGroup<R> {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly R[];
}

/** Where every row stood: group by group, key by key. */
export type Places = readonly { readonly id: string; readonly keys: readonly string[] }[];

export function placesOf<R>(groups: readonly RowGroup<R>[], keyOf: (row: R) => string): Places {
  return groups.map(({ id, rows }) => ({ id, keys: rows.map(keyOf) }));
}

/**
 * The new rows in their old places: while somebody's hand is on a list, a row that changes stays where
 * it is (with its new state), and a row that is new comes at the end of its group.
 */
export function steady<R, G extends RowGroup<R>>(
  groups: readonly G[],
  before: Places,
  keyOf: (row: R) => string,
): readonly G[] {
  const newest = new Map(groups.flatMap(({ rows }) => rows.map((row) => [keyOf(row), row])));
  const placed = new Set(before.flatMap(({ keys }) => keys));
  return groups.map((group) => {
    const kept = (before.find(({ id }) => id === group.id)?.keys ?? [])
      .map((key) => newest.get(key))
      .filter((row) => row !== undefined);
    const added = group.rows.filter((row) => {
      const key = keyOf(row);
      // A row whose old group is no longer shown has nowhere else to stand.
      return !placed.has(key) || !shownBefore(before, groups, key);
    });
    return { ...group, rows: [...kept, ...added] };
  });
}

function shownBefore<R>(before: Places, groups: readonly RowGroup<R>[], key: string): boolean {
  const place = before.find(({ keys }) => keys.includes(key));
  return place !== undefined && groups.some(({ id }) => id === place.id);
}
