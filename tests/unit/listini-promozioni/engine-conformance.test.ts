import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { Conformance } from '../../conformance/report.ts';
import { scenariosIn, type Scenario } from '../../conformance/scenario.ts';

const ROOT = new URL('../../../', import.meta.url);

const sold = (more: object): Scenario =>
  ({
    id: 'case',
    kind: 'promotion',
    lines: [{ lineId: 'a', sku: 'a', qty: 3, unitPrice: 2 }],
    promotions: [{ id: 'p', action: { kind: 'amount', value: 4 } }],
    settings: {},
    ...more,
  }) as unknown as Scenario;

function computed(scenario: Scenario): Record<string, unknown> {
  const conformance = new Conformance({});
  conformance.run(scenario);
  return conformance.numbers[scenario.id]!;
}

describe('the conformance program', () => {
  it('computes 4.00 off three of 2.00 as each system splits it', () => {
    const units = (remainder: string) =>
      computed(sold({ settings: { remainder } }))['unitDiscounts'] as object;
    expect(units('first')).to.deep.equal({ a: [1.34, 1.33, 1.33] });
    expect(units('largest')).to.deep.equal({ a: [1.34, 1.33, 1.33] });
    expect(units('last')).to.deep.equal({ a: [1.33, 1.33, 1.34] });
  });

  it('keeps fractions of a cent where a case rounds nothing', () => {
    const { unitDiscounts } = computed(sold({ settings: { rounding: { mode: 'none' } } })) as {
      unitDiscounts: { a: number[] };
    };
    for (const discount of unitDiscounts.a) expect(discount).to.be.closeTo(4 / 3, 1e-8);
  });

  it('says what it does not know, and computes nothing of it', () => {
    const unknown: [object, string][] = [
      [{ kind: 'tombola' }, 'kind "tombola"'],
      [{ promotions: [{ id: 'p', action: { kind: 'raffle' } }] }, 'action "raffle"'],
      [
        { promotions: [{ id: 'p', action: { kind: 'percent', value: 1, moon: 'full' } }] },
        'percent: moon',
      ],
      [
        {
          promotions: [
            { id: 'p', conditions: [{ type: 'rain' }], action: { kind: 'percent', value: 1 } },
          ],
        },
        'condition "rain"',
      ],
      [{ settings: { compose: 'worst' } }, 'compose "worst"'],
      [
        { lines: [{ lineId: 'a', sku: 'a', qty: 1.5, unitPrice: 1 }] },
        'quantities that are not whole',
      ],
    ];
    for (const [more, reason] of unknown)
      expect(computed(sold(more))).to.deep.equal({ unsupported: reason });
  });

  it('names what is malformed and goes on', () => {
    const malformed: object[] = [
      { lines: [{ lineId: 'a', qty: 1, unitPrice: 'dear' }] },
      { lines: 'none' },
      { promotions: [{ id: 'p' }] },
      { promotions: [{ id: 'p', action: { kind: 'percent' } }] },
      { promotions: [null] },
      { context: [] },
      {
        kind: 'reference-price',
        history: [
          { at: 'never', price: 1, compareAt: 2 },
          { at: 'now', price: 1, compareAt: 2 },
        ],
      },
    ];
    for (const more of malformed) {
      const { unsupported } = computed(sold(more));
      expect(unsupported, JSON.stringify(more)).to.match(/^malformed: /);
    }
    expect(scenariosIn('[null, {"kind": 3}]').map(({ id, kind }) => [id, kind])).to.deep.equal([
      ['#1', ''],
      ['#2', ''],
    ]);
  });

  it('tells a difference from a decision, and counts both', () => {
    const conformance = new Conformance({ decided: 'because' });
    conformance.run(sold({ expected: { total: 2 } }));
    conformance.run(sold({ id: 'wrong', expected: { total: 3 } }));
    conformance.run(sold({ id: 'decided', expected: { total: 3 } }));
    const lines = conformance.lines();
    expect(lines).to.include('1 passed, 1 failed, 1 different by decision');
    expect(lines).to.include('wrong: total: expected 3, computed 2');
    expect(lines).to.include('decided: total: expected 3, computed 2 — by decision: because');
  });

  it('reads the decisions that the README of the module lists', async () => {
    const decisions = JSON.parse(
      await readFile(new URL('tests/conformance/decisions.json', ROOT), 'utf8'),
    ) as Record<string, string>;
    const readme = await readFile(new URL('modules/listini-promozioni/README.md', ROOT), 'utf8');
    const section = readme.split('## Different by decision')[1]!.split('\n## ')[0]!;
    const rows = [...section.matchAll(/^\| ([A-Z0-9-]+) +\| (.+?) +\|$/gm)];
    expect(Object.fromEntries(rows.map(([, id, why]) => [id, why]))).to.deep.equal(decisions);
  });
});
