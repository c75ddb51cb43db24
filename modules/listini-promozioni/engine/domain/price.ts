import { attempt } from './attempt.ts';
import type { Basket } from './basket.ts';
import { candidatesFor } from './candidates.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import type { LaneLog } from './in-turn.ts';
import { runLane } from './lanes.ts';
import { openLine } from './line-state.ts';
import type { PricedBasket } from './priced-basket.ts';
import { answerFor } from './answer.ts';
import { Scene } from './scene.ts';
import type { Snapshot } from './snapshot.ts';
import type { BasketState } from './trial.ts';

/**
 * Prices a basket at an instant: list prices by precedence, then promotions lane by lane, per piece in
 * whole minor units, with the reason for everything. Nothing but the arguments decides, so the same
 * snapshot, basket and instant have the same answer for ever, at the till, in the browser and in a replay.
 */
export function price(snapshot: Snapshot, basket: Basket, instant: Date): PricedBasket {
  const scene = new Scene(snapshot, basket, instant);
  const { found, promotions, refused } = candidatesFor(scene);
  const log: LaneLog = { refusals: new Map(refused), next: new Map(), searches: [] };
  let state = opened(scene);
  for (const [lane, own] of byLane(scene, eligible(scene, promotions, state, log)))
    state = runLane(scene, lane, own, state, log);
  return answerFor(scene, state, found, log);
}

function opened(scene: Scene): BasketState {
  return {
    lines: scene.lines.map(({ input, listPriceMinor }, place) =>
      openLine(place, input.quantity, listPriceMinor),
    ),
    shipping: (scene.basket.shipping ?? []).map(({ method, amountMinor }) => ({
      method,
      list: amountMinor,
      net: amountMinor,
      shares: [],
    })),
    fixedShippingBy: -1,
    extras: [],
  };
}

/**
 * Where an exclusive promotion would give something, it is alone on the document: of several, the one of
 * highest priority, the first of equals.
 */
function eligible(
  scene: Scene,
  promotions: readonly CompiledPromotion[],
  state: BasketState,
  log: LaneLog,
): readonly CompiledPromotion[] {
  const exclusive = promotions
    .filter(({ source }) => source.combination.exclusive === 'basket')
    .toSorted((a, b) => b.source.combination.priority - a.source.combination.priority);
  if (exclusive.length === 0) return promotions;
  for (const promotion of exclusive) {
    const { trial, refusal } = attempt(scene, promotion, state);
    if (refusal) log.refusals.set(promotion.number, refusal);
    if (!trial) continue;
    for (const { number } of promotions)
      if (number !== promotion.number)
        log.refusals.set(number, {
          reason: { kind: 'beaten', by: promotion.source.id },
          miss: null,
        });
    return [promotion];
  }
  // What gives nothing alone does not join the others later.
  return promotions.filter((promotion) => !exclusive.includes(promotion));
}

type LaneOf = Scene['policy']['lanes'][number];

/** Promotions in their lanes, lanes in their order; those of an unknown lane come last. */
function byLane(
  { compiled, policy }: Scene,
  promotions: readonly CompiledPromotion[],
): [LaneOf, CompiledPromotion[]][] {
  const lanes: [LaneOf, CompiledPromotion[]][] = [];
  let current = -1;
  for (const promotion of promotions) {
    const lane = compiled.lane[promotion.number]!;
    if (lane !== current) {
      lanes.push([policy.lanes[lane] ?? { id: '', compose: 'allInTurn' }, []]);
      current = lane;
    }
    lanes.at(-1)![1].push(promotion);
  }
  return lanes;
}
