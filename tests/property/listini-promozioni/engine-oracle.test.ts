import { expect } from 'chai';
import fc from 'fast-check';
import { compute } from '../../conformance/computed.ts';
import type { Scenario } from '../../conformance/scenario.ts';
import { oracle, type OracleAnswer } from './oracle.ts';
import { give } from './oracle-actions.ts';
import { anyScenario } from './scenarios.ts';

/** What the engine says, in the shape of the slow reading. */
function engine(scenario: Scenario): OracleAnswer {
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

describe('the engine and a slow reading of the same rules', () => {
  it('agree to the cent on random promotions over the whole vocabulary', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        expect(engine(scenario)).to.deep.equal(oracle(scenario, give));
      }),
      { numRuns: Number(process.env['ORACLE_RUNS'] ?? 1_500) },
    );
  }).timeout(600_000);
});
