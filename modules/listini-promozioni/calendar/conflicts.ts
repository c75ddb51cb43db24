import type { Read } from '../../../server/db/transaction.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { matchesOf } from '../engine/domain/promotion.ts';
import { CHAIN_ZONE } from '../price-lists/domain/wall-time.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import { matchingItemIds } from '../promotions/sql/matching.ts';

/** A promotion on the calendar: when and where it is on, and what it says. */
export interface Promoted {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly places: readonly string[];
  readonly definition: Definition;
}

export interface Conflict {
  readonly first: string;
  readonly second: string;
  readonly places: string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly items: number;
  readonly combines: boolean;
}

const MOST_ITEMS = 20_000;

/** The items promotions are about, each asked once, and only of those that anybody needs. */
export function itemsOfPromotions(read: Read) {
  const today = dayAt(CHAIN_ZONE, read.now);
  const known = new Map<string, ReadonlySet<string>>();
  return async ({ id, definition }: Promoted): Promise<ReadonlySet<string>> => {
    const found = known.get(id);
    if (found) return found;
    const ids = new Set(await matchingItemIds(read, matchesOf(definition), today, MOST_ITEMS));
    known.set(id, ids);
    return ids;
  };
}

export type ItemsOf = ReturnType<typeof itemsOfPromotions>;

/** Whether two promotions are about the same items, in the same places, at the same time. */
export async function conflictOf(
  one: Promoted,
  other: Promoted,
  itemsOf: ItemsOf,
): Promise<Conflict | null> {
  const places = one.places.filter((id) => other.places.includes(id));
  const from = later(one.from, other.from);
  const to = earlier(one.to, other.to);
  if (places.length === 0 || (from !== null && to !== null && from >= to)) return null;
  const theirs = await itemsOf(other);
  const items = [...(await itemsOf(one))].filter((id) => theirs.has(id)).length;
  if (items === 0) return null;
  const combines = tolerates(one.definition, other.definition);
  return { first: one.id, second: other.id, places, from, to, items, combines };
}

/** Every pair that collides. */
export async function conflictsAmong(
  promoted: readonly Promoted[],
  itemsOf: ItemsOf,
): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const [place, one] of promoted.entries()) {
    for (const other of promoted.slice(place + 1)) {
      const conflict = await conflictOf(one, other, itemsOf);
      if (conflict) conflicts.push(conflict);
    }
  }
  return conflicts;
}

function tolerates(one: Definition, other: Definition): boolean {
  const accepts = (a: Definition, b: Definition) =>
    a.combination.exclusive === 'none' &&
    (a.combination.combinesWith === undefined ||
      (b.combination.group !== undefined &&
        a.combination.combinesWith.includes(b.combination.group)));
  return accepts(one, other) && accepts(other, one);
}

function later(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null ? a : a > b ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null ? a : a < b ? a : b;
}
