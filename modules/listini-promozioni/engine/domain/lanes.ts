import { bestDeal } from './best-deal.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import { allInTurn, noteBeaten, noteNext, tryAlone, type LaneLog } from './in-turn.ts';
import type { LineState } from './line-state.ts';
import type { Compose } from './pricing-policy.ts';
import type { Scene } from './scene.ts';
import type { BasketState, ShippingState, Trial } from './trial.ts';

/** The basket after one lane. `promotions` are in the order of trying. */
export function runLane(
  scene: Scene,
  lane: { readonly id: string; readonly compose: Compose },
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): BasketState {
  switch (lane.compose) {
    case 'allInTurn':
      return allInTurn(scene, promotions, state, log);
    case 'bestPerLine':
      return bestPerLine(scene, promotions, state, log);
    case 'bestOne':
      return bestOne(scene, promotions, state, log);
    case 'bestDeal':
      return bestDeal(scene, lane.id, promotions, state, log);
  }
}

/** Every line, and every shipping method, keeps the promotion that gives it most; the first of equals. */
function bestPerLine(
  scene: Scene,
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): BasketState {
  const trials = tryAlone(scene, promotions, state, log);
  const keepers = new Set<number>();
  const keep = <T extends LineState | ShippingState>(
    before: readonly T[],
    after: (trial: Trial) => readonly T[],
  ): T[] =>
    before.map((own, place) => {
      let best = own;
      let keeper = -1;
      for (const trial of trials) {
        const candidate = after(trial)[place]!;
        if (candidate.net >= best.net) continue;
        best = candidate;
        keeper = trial.promotion.number;
      }
      if (keeper >= 0) keepers.add(keeper);
      return best;
    });
  const lines = keep(state.lines, ({ lines: tried }) => tried);
  const shipping = keep(state.shipping, (trial) => trial.shipping);
  const fixed = trials.find((trial) => trial.fixesShipping);
  const extras = [...state.extras];
  for (const trial of trials) {
    const given = trial.extras.slice(state.extras.length);
    extras.push(...given);
    if (given.length > 0) keepers.add(trial.promotion.number);
  }
  for (const trial of trials) {
    if (keepers.has(trial.promotion.number)) noteNext(trial, log);
    else noteBeaten(scene, trial, { lines, shipping }, log);
  }
  const fixedShippingBy = fixed?.fixedShippingBy ?? state.fixedShippingBy;
  return { lines, shipping: fixed?.shipping ?? shipping, fixedShippingBy, extras };
}

/** The one that gives most in all; the first of equals. */
function bestOne(
  scene: Scene,
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): BasketState {
  const trials = tryAlone(scene, promotions, state, log);
  let best: Trial | undefined;
  for (const trial of trials) if (!best || trial.discount > best.discount) best = trial;
  if (!best) return state;
  for (const trial of trials) {
    if (trial === best) noteNext(trial, log);
    else noteBeaten(scene, trial, best, log);
  }
  return best.after;
}
