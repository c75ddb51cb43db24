import { attempt } from './attempt.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import { conflictGroups } from './conflict-groups.ts';
import { mostOf, type Most } from './discount-bound.ts';
import { allInTurn, noteBeaten, noteNext, tryAlone, type LaneLog } from './in-turn.ts';
import type { Scene } from './scene.ts';
import { discountIn, totalOf, type BasketState, type Trial } from './trial.ts';

/** Fewer uses of a deal that are tried besides all of them. */
const FEWER_USES = 3;

/**
 * The set of promotions that leaves least to pay, among those that may be applied in the lane's order,
 * deals also fewer times than they could. Branch and bound within groups that touch the same lines,
 * seeded with all in turn, bounded by a number of trials so that the answer is the same everywhere.
 */
export function bestDeal(
  scene: Scene,
  lane: string,
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): BasketState {
  const trials = tryAlone(scene, promotions, state, log);
  const search = new DealSearch(scene, scene.policy.searchSteps);
  let now = state;
  for (const group of conflictGroups(scene, trials)) now = search.best(group, now);
  for (const trial of trials) {
    const isIn =
      discountIn(now, trial.promotion.number) > 0 ||
      now.extras.some(({ promotion }) => promotion === trial.promotion.number) ||
      now.fixedShippingBy === trial.promotion.number;
    if (isIn) noteNext(trial, log);
    else noteBeaten(scene, trial, now, log);
  }
  if (trials.length > 0)
    log.searches.push({ lane, steps: search.steps, gapMinor: search.gapMinor });
  return now;
}

class DealSearch {
  readonly #scene: Scene;
  readonly #limit: number;
  steps = 0;
  gapMinor = 0;

  constructor(scene: Scene, limit: number) {
    this.#scene = scene;
    this.#limit = limit;
  }

  best(group: readonly Trial[], state: BasketState): BasketState {
    const promotions = group.map(({ promotion }) => promotion);
    const log: LaneLog = { refusals: new Map(), next: new Map(), searches: [] };
    const greedy = allInTurn(this.#scene, promotions, state, log);
    this.steps += promotions.length;
    if (isSettled(promotions)) return greedy;
    const most = group.map((trial) => mostOf(trial, state));
    const hunt = new Hunt(this.#scene, group, most, greedy, this.#limit - this.steps);
    hunt.from(0, state);
    this.steps += hunt.steps;
    this.gapMinor += hunt.gap;
    return hunt.best;
  }
}

/**
 * Nothing to choose: nobody is in anybody's way, and no one's condition looks at what others leave.
 * Then all of them together give most.
 */
function isSettled(promotions: readonly CompiledPromotion[]): boolean {
  return (
    promotions.length === 1 ||
    promotions.every(
      ({ isSociable, hasDeal, hasRunningCondition, source }) =>
        isSociable &&
        !hasDeal &&
        !hasRunningCondition &&
        source.limits.budgetMinor === undefined &&
        !(source.combination.stopsFurther ?? false) &&
        !source.benefits.some((benefit) => 'maxPieces' in benefit),
    )
  );
}

/** One depth-first walk: with a promotion first, then with fewer uses of its deal, then without it. */
class Hunt {
  readonly #scene: Scene;
  readonly #group: readonly Trial[];
  /** What those from a place on can give in all, by line. */
  readonly #mostFrom: readonly Most[];
  readonly #limit: number;
  best: BasketState;
  #least: number;
  steps = 0;
  /** Bound of the best branch that was left untried. */
  #untried = Infinity;

  constructor(
    scene: Scene,
    group: readonly Trial[],
    most: readonly Most[],
    greedy: BasketState,
    limit: number,
  ) {
    this.#scene = scene;
    this.#group = group;
    this.#limit = limit;
    this.best = greedy;
    this.#least = totalOf(greedy);
    const sums: Most[] = [most[0]!.none()];
    for (const one of most.toReversed()) sums.unshift(sums[0]!.plus(one));
    this.#mostFrom = sums;
  }

  get gap(): number {
    return Math.max(0, this.#least - this.#untried);
  }

  from(place: number, state: BasketState): void {
    const total = totalOf(state);
    if (total < this.#least) {
      this.#least = total;
      this.best = state;
    }
    if (place === this.#group.length) return;
    const bound = this.#mostFrom[place]!.leastAfter(state);
    if (bound >= this.#least) return;
    if (this.steps >= this.#limit) {
      this.#untried = Math.min(this.#untried, bound);
      return;
    }
    const { promotion } = this.#group[place]!;
    this.steps++;
    const { trial } = attempt(this.#scene, promotion, state);
    if (trial) {
      this.from(place + 1, trial.after);
      if (promotion.hasDeal) this.#withFewerUses(place, state, trial.uses);
    }
    this.from(place + 1, state);
  }

  #withFewerUses(place: number, state: BasketState, uses: number): void {
    const { promotion } = this.#group[place]!;
    for (let fewer = uses - 1; fewer >= Math.max(1, uses - FEWER_USES); fewer--) {
      this.steps++;
      const { trial } = attempt(this.#scene, promotion, state, fewer);
      if (trial) this.from(place + 1, trial.after);
    }
  }
}
