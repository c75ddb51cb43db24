/** What a scan means while an order is being shelved. */
export type ShelvingCode =
  | { readonly kind: 'shelf'; readonly shelf: string }
  | { readonly kind: 'bag'; readonly bag: string };

const SHELF_LABEL = /^(?:SCAFFALE|SHELF|SC)[ -]?([A-Z0-9][A-Z0-9 -]{0,11})$/;
const SHORT_SHELF = /^[A-Z]{1,2}[0-9]{1,3}$/;
const BAG = /^[A-Z0-9][A-Z0-9-]{0,31}$/;

/** `SCAFFALE-B3` and `B3` are shelves, other labels are bags; null when it can be neither. */
export function readShelvingCode(text: string): ShelvingCode | null {
  const code = text.trim().toUpperCase();
  const labelled = SHELF_LABEL.exec(code)?.[1];
  if (labelled !== undefined) return { kind: 'shelf', shelf: labelled.trim() };
  if (SHORT_SHELF.test(code)) return { kind: 'shelf', shelf: code };
  return BAG.test(code) ? { kind: 'bag', bag: code } : null;
}

/** The shelves the shop uses now, those in use first; never empty, so that there is something to choose. */
export function shelvesInUse(rows: readonly { readonly shelf: string | null }[]): string[] {
  const used = rows.flatMap(({ shelf }) => shelf ?? []);
  const counted = new Map<string, number>();
  for (const shelf of used) counted.set(shelf, (counted.get(shelf) ?? 0) + 1);
  const known = [...counted]
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
    .map(([shelf]) => shelf);
  const free = ['A1', 'A2', 'B1', 'B2'].filter((shelf) => !counted.has(shelf));
  return [...free, ...known].slice(0, 4);
}
