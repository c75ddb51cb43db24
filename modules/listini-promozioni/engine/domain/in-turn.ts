import { attempt } from './attempt.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import type { LineState } from './line-state.ts';
import type { NearestMiss, Search } from './priced-basket.ts';
import type { Scene } from './scene.ts';
import type { BasketState, Refusal, ShippingState, Trial } from './trial.ts';

/** What became of each promotion while lanes ran, by its number. */
export interface LaneLog {
  readonly refusals: Map<number, Refusal>;
  readonly next: Map<number, NearestMiss>;
  readonly searches: Search[];
}

/** Each promotion on what the ones before left. */
export function allInTurn(
  scene: Scene,
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): BasketState {
  let now = state;
  for (const promotion of promotions) {
    const { trial, refusal } = attempt(scene, promotion, now);
    if (refusal) log.refusals.set(promotion.number, refusal);
    if (!trial) continue;
    now = trial.after;
    noteNext(trial, log);
  }
  return now;
}

/** Those that give something by themselves, on the basket as the lane found it. */
export function tryAlone(
  scene: Scene,
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): Trial[] {
  const trials: Trial[] = [];
  for (const promotion of promotions) {
    const { trial, refusal } = attempt(scene, promotion, state);
    if (refusal) log.refusals.set(promotion.number, refusal);
    if (trial) trials.push(trial);
  }
  return trials;
}

/** Says of a promotion that gave nothing in the end which other took its place. */
export function noteBeaten(
  scene: Scene,
  trial: Trial,
  winner: { readonly lines: readonly LineState[]; readonly shipping: readonly ShippingState[] },
  log: LaneLog,
): void {
  const wanted = trial.lines.flatMap((line, place) =>
    line === trial.before.lines[place] ? [] : [winner.lines[place]!],
  );
  const share =
    wanted.flatMap(({ pieces }) => pieces.flatMap(({ shares }) => shares)).at(-1) ??
    winner.lines.flatMap(({ pieces }) => pieces.flatMap(({ shares }) => shares))[0] ??
    winner.shipping.flatMap(({ shares }) => shares)[0];
  const by = share ? scene.snapshot.promotions.all[share.promotion]!.source.id : '';
  log.refusals.set(trial.promotion.number, { reason: { kind: 'beaten', by }, miss: null });
}

export function noteNext(trial: Trial, { next }: LaneLog): void {
  if (trial.next) next.set(trial.promotion.number, trial.next);
}
