import { addBit, allBits, eachBit, hasBit, noBits, type Bits } from './bits.ts';
import { isScheduled, placeRefusal } from './circumstances.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import type { Scene } from './scene.ts';
import type { Refusal } from './trial.ts';

/** Promotions that are worth a trial, in the order of trying, and those that only need an explanation. */
export interface Candidates {
  /** Numbers of both, in the order of trying. */
  readonly found: readonly number[];
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

  const inOrder: number[] = [];
  const promotions: CompiledPromotion[] = [];
  const refused = new Map<number, Refusal>();
  const { order } = scene.compiled;
  eachBit(aboutTheBasket(scene, wanted), (place) => {
    const number = order[place]!;
    inOrder.push(number);
    const promotion = all[number]!;
    if (!hasBit(here, number)) refused.set(number, circumstantial(scene, promotion));
    else if (!hasBit(audience, number)) refused.set(number, notForThem(promotion));
    else promotions.push(promotion);
  });
  return { found: inOrder, promotions, refused };
}

/**
 * Those of `among` that match a line, or need none, by their place in the order of trying; the lines
 * found are remembered for the trials.
 */
function aboutTheBasket(scene: Scene, among: Bits): Bits {
  const { all, index } = scene.snapshot.promotions;
  const { rank } = scene.compiled;
  const found = noBits(all.length);
  const lines = index.within(among).about(scene.lines.map(({ item }) => item));
  for (const one of lines.found) {
    const promotion = all[one.promotion]!;
    // Facts may be necessary and not enough.
    if (promotion.found === 'narrower') {
      const [only] = promotion.queries;
      one.places = one.places.filter((place) => only!.matches(scene.lines[place]!));
      if (one.places.length === 0) continue;
    }
    addBit(found, rank[one.promotion]!);
  }
  scene.remember(lines);
  if (scene.lines.length === 0)
    eachBit(among, (number) => {
      if (all[number]!.needsNoLine) addBit(found, rank[number]!);
    });
  return found;
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
