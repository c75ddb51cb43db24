import { withSteps } from './compiled-promotion.ts';
import { matchesOf } from './promotion.ts';
import type { Scene } from './scene.ts';
import type { Trial } from './trial.ts';

/** Promotions that look at or touch the same lines stand together; groups cannot influence each other. */
export function conflictGroups(scene: Scene, trials: readonly Trial[]): Trial[][] {
  // Shipping is one more line, after those of goods.
  const shippingLine = scene.lines.length;
  const owner = Array.from({ length: shippingLine + 1 }, (_, line) => line);
  const root = (line: number): number => {
    let at = line;
    while (owner[at] !== at) at = owner[at]!;
    return at;
  };
  const footprints = trials.map((trial) => footprint(scene, trial, shippingLine));
  for (const [first, ...others] of footprints)
    for (const line of others) owner[root(line)] = root(first!);
  const groups = new Map<number, Trial[]>();
  trials.forEach((trial, i) => {
    const key = footprints[i]!.length === 0 ? -1 - i : root(footprints[i]![0]!);
    const group = groups.get(key);
    if (group) group.push(trial);
    else groups.set(key, [trial]);
  });
  return [...groups.values()];
}

function footprint(scene: Scene, trial: Trial, shippingLine: number): number[] {
  const { promotion, before } = trial;
  const { benefits, conditions } = promotion.source;
  const lines = new Set<number>();
  for (const query of matchesOf({ benefits: benefits.flatMap(withSteps) }))
    for (const place of scene.matchingFor(promotion, query, before.lines)) lines.add(place);
  for (const condition of conditions)
    if (condition.kind === 'subtotal')
      for (const place of scene.matching(condition.of, before.lines)) lines.add(place);
  if (trial.shipping !== trial.before.shipping) lines.add(shippingLine);
  return [...lines];
}
