import type { Catalogue } from './catalogue.ts';
import { periodOf, type Period } from './local-time.ts';
import { LayerBuilder, type PriceLayer } from './price-layer.ts';
import { allSteps, ROWS_IN_A_STEP, type Steps } from './steps.ts';
import type { PriceFormula, PriceList, PriceListScope } from './price-list.ts';

/** A price list ready to be asked. */
export interface CompiledList extends Period {
  readonly id: string;
  readonly priority: number;
  /** 5 customer, 4 tier or segment, 3 location, 2 group of locations, 1 channel, 0 everywhere. */
  readonly specificity: number;
  readonly scope: PriceListScope;
  readonly currency: string;
  readonly vatIncluded: boolean;
  readonly formula: PriceFormula | null;
  readonly base: CompiledList | null;
  readonly byItem: PriceLayer;
  readonly byStyle: PriceLayer;
}

/** Reads every entry once. */
export function compileLists(lists: Iterable<PriceList>, catalogue: Catalogue): CompiledList[] {
  const compiled = new Map<string, CompiledList>();
  for (const list of lists) compiled.set(list.id, compileList(list, catalogue));
  return withBases(compiled);
}

/**
 * Lists by formula with the base each points to. One whose base is missing, or that leads back to
 * itself, has none, and only its own entries.
 */
export function withBases(lists: ReadonlyMap<string, CompiledList>): CompiledList[] {
  const done = new Map<string, CompiledList>();
  const link = (id: string): CompiledList | null => {
    const known = done.get(id);
    if (known) return known;
    const list = lists.get(id);
    if (!list) return null;
    // Until it is linked it has no base: a circle ends here.
    done.set(id, { ...list, base: null });
    const linked = { ...list, base: list.formula ? link(list.formula.baseListId) : null };
    done.set(id, linked);
    return linked;
  };
  return [...lists.keys()].map((id) => link(id)!);
}

export function compileList(list: PriceList, catalogue: Catalogue): CompiledList {
  return allSteps(compileListInSteps(list, catalogue));
}

/** The same in steps: a list of fifty thousand prices takes a tenth of a second. */
export function* compileListInSteps(list: PriceList, catalogue: Catalogue): Steps<CompiledList> {
  let read = 0;
  const items = new LayerBuilder();
  const styles = new LayerBuilder();
  for (const entry of list.entries) {
    const [builder, number] =
      entry.itemId !== undefined
        ? ([items, catalogue.numberOf(entry.itemId)] as const)
        : ([styles, catalogue.styleNumberOf(entry.styleId ?? '')] as const);
    // An item that left the catalogue keeps its entry in the list; nobody can ask for it.
    if (number >= 0) builder.add(number, entry);
    if (++read % ROWS_IN_A_STEP === 0) yield;
  }
  return {
    ...periodOf(list),
    id: list.id,
    priority: list.priority,
    specificity: specificityOf(list.scope),
    scope: list.scope,
    currency: list.currency,
    vatIncluded: list.vatIncluded,
    formula: list.formula ?? null,
    base: null,
    byItem: items.finish(catalogue.size),
    byStyle: styles.finish(catalogue.styleCount),
  };
}

function specificityOf(scope: PriceListScope): number {
  if (scope.customers) return 5;
  if (scope.tiers ?? scope.segments) return 4;
  if (scope.locations) return 3;
  if (scope.groups) return 2;
  return scope.channels ? 1 : 0;
}

/** First by priority, then by specificity, then by latest start, then by id: the order of asking. */
export function byPrecedence(a: CompiledList, b: CompiledList): number {
  return (
    b.priority - a.priority ||
    b.specificity - a.specificity ||
    (b.from === a.from ? 0 : b.from - a.from) ||
    (a.id < b.id ? -1 : 1)
  );
}
