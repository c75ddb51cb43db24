import { addBit, allBits, eachBit, hasBit, noBits, type Bits } from './bits.ts';
import { isScheduled, placeRefusal } from './circumstances.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import type { Scene } from './scene.ts';
import type { Refusal } from './trial.ts';

/** Promotions that are worth a trial, in the order of trying, and those that only need an explanation. */
export interface Candidates {
  readonly promotions: readonly CompiledPromotion[];
  readonly refused: ReadonlyMap<number, Refusal>;
}

/** From the circumstances and the items of the basket to a handful of promotions, by sets and not by asking each. */
export function candidatesFor(scene: Scene): Candidates {
  const { promotions: book } = scene.snapshot;
  const { circumstances, all } = book;
  const here = circumstances.atPlace(scene.place).slice();
  circumstances.keepInForce(here, scene.time, scene.closedToday);
  const explain = scene.basket.explain ?? 'reach';
  const audience = circumstances.forCustomer(scene.basket.customer);
  const wanted = explain === 'all' ? allBits(all.length) : here.slice();
  if (explain === 'none') for (let i = 0; i < wanted.length; i++) wanted[i]! &= audience[i]!;

  const found = aboutTheBasket(scene, wanted);
  const promotions: CompiledPromotion[] = [];
  const refused = new Map<number, Refusal>();
  eachBit(found, (number) => {
    const promotion = all[number]!;
    if (!hasBit(here, number)) refused.set(number, circumstantial(scene, promotion));
    else if (!hasBit(audience, number)) refused.set(number, notForThem(promotion));
    else promotions.push(promotion);
  });
  const { rank } = scene.compiled;
  promotions.sort((a, b) => rank[a.number]! - rank[b.number]!);
  return { promotions, refused };
}

/** Those of `among` that match a line, or need none; the lines found are remembered for the trials. */
function aboutTheBasket(scene: Scene, among: Bits): Bits {
  const { all, index } = scene.snapshot.promotions;
  const found = noBits(all.length);
  const linesOf = new Map<number, number[]>();
  scene.lines.forEach((line, place) => {
    index.eachAbout(line.item, among, (number) => {
      const lines = linesOf.get(number);
      if (lines) lines.push(place);
      else linesOf.set(number, [place]);
    });
  });
  for (const [number, places] of linesOf)
    if (isAbout(scene, all[number]!, places)) addBit(found, number);
  if (scene.lines.length === 0)
    eachBit(among, (number) => {
      if (all[number]!.needsNoLine) addBit(found, number);
    });
  return found;
}

/** Is it about one of the lines the index found? Facts may be necessary and not enough. */
function isAbout(
  scene: Scene,
  { queries, needsNoLine }: CompiledPromotion,
  places: readonly number[],
): boolean {
  const [only] = queries;
  // With something to give for no line at all, the index was not asked about its query.
  if (needsNoLine || queries.length !== 1 || !only || only.isDynamic) return true;
  const exact = only.isExact ? places : places.filter((place) => only.matches(scene.lines[place]!));
  scene.remember(only, exact);
  return exact.length > 0;
}

/** Why a promotion is not in force here and now. */
function circumstantial(scene: Scene, { source, number }: CompiledPromotion): Refusal {
  const { time, closedToday } = scene;
  const place = placeRefusal(source.where, scene.place);
  if (place) return { reason: { kind: place }, miss: null };
  const { from, to } = scene.snapshot.promotions.circumstances.periodOf(number);
  if (time.reached < from && source.when.from !== undefined) {
    const wait = { kind: 'wait', from: source.when.from } as const;
    return { reason: { kind: 'not-yet', from: source.when.from }, miss: wait };
  }
  if (time.reached >= to && source.when.to !== undefined)
    return { reason: { kind: 'over', to: source.when.to }, miss: null };
  if (!isScheduled(source.when, time, closedToday))
    return { reason: { kind: 'other-hours' }, miss: null };
  return { reason: { kind: 'no-matching-items' }, miss: null };
}

function notForThem({ source }: CompiledPromotion): Refusal {
  const card = source.who.some(({ kind }) => kind === 'card');
  return { reason: { kind: 'other-audience' }, miss: card ? { kind: 'card' } : null };
}
