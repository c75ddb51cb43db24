import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { compute } from '../../conformance/computed.ts';
import type { Scenario } from '../../conformance/scenario.ts';
import { brokenLaw, priced } from './laws.ts';
import { oracle, type OracleAnswer } from './oracle.ts';
import { give } from './oracle-actions.ts';
import { anyScenario } from './scenarios.ts';
import { worlds, type World } from './worlds.ts';

/** What the engine says, in the shape of the slow reading. */
export function engine(scenario: Scenario): OracleAnswer {
  const computed = compute(scenario) as {
    perPromotion: Record<string, Record<string, number>>;
    total: number;
    appliedIds: string[];
    gifts: { sku: string; qty: number }[];
  };
  const inCents = (amount: number): number => Math.round(amount * 100);
  return {
    perPromotion: Object.fromEntries(
      Object.entries(computed.perPromotion).map(([id, lines]) => [
        id,
        Object.fromEntries(Object.entries(lines).map(([line, amount]) => [line, inCents(amount)])),
      ]),
    ),
    total: inCents(computed.total),
    applied: scenario
      .promotions!.map((p) => String(p['id']))
      .filter((id) => computed.appliedIds.includes(id)),
    gifts: Object.fromEntries(computed.gifts.map(({ sku, qty }) => [sku, qty])),
  };
}

/** What all in turn leaves to pay is the most that the best deal may leave. */
function bestIsWorse({ source, basket }: World): boolean {
  const total = (compose: 'allInTurn' | 'bestDeal'): number => {
    const policies = Object.fromEntries(
      Object.entries(source.policies!).map(([company, policy]) => [
        company,
        { ...policy, lanes: [{ id: 'item', compose }] },
      ]),
    );
    const promotions = [...source.promotions].map((one) => ({
      ...one,
      combination: { ...one.combination, lane: 'item' },
    }));
    return priced({ source: { ...source, policies, promotions }, basket }).totals.goodsMinor;
  };
  return total('bestDeal') > total('allInTurn');
}

/** Looks for a fault with everything we have, on the same random cases every time; null where there is none. */
export function faultFound(runs: number, seed: number): string | null {
  const checks: [string, fc.IProperty<[never]>][] = [
    [
      'slow reading',
      fc.property(anyScenario, (one) =>
        isDeepStrictEqual(engine(one), oracle(one, give)),
      ) as unknown as fc.IProperty<[never]>,
    ],
    [
      'laws',
      fc.property(worlds(), (one) => brokenLaw(one) === null) as unknown as fc.IProperty<[never]>,
    ],
    [
      'best deal',
      fc.property(worlds(), (one) => !bestIsWorse(one)) as unknown as fc.IProperty<[never]>,
    ],
  ];
  for (const [name, property] of checks)
    if (fc.check(property, { numRuns: runs, seed, endOnFailure: true }).failed) return name;
  return null;
}
