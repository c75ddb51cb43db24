import { expect } from 'chai';
import fc from 'fast-check';
import { redone } from '../../../server/kernel/redone.ts';

const row = fc.record({
  name: fc.constantFrom('Nora', 'Nora Riva', 'Lea'),
  phone: fc.constantFrom(null, '02 1', '02 2'),
  roles: fc.array(fc.constantFrom('clerk', 'store-manager'), { maxLength: 2 }),
  limits: fc.dictionary(fc.constantFrom('MI01', 'RM01'), fc.integer({ min: 0, max: 2 })),
});

describe('what somebody changed, done again on what others made of it', () => {
  it('is theirs when I changed nothing, and mine when they did not', () => {
    fc.assert(
      fc.property(row, row, (base, other) => {
        expect(redone(base, base, other)).to.deep.equal(other);
        expect(redone(base, other, base)).to.deep.equal(other);
        expect(redone(base, other, other)).to.deep.equal(other);
      }),
    );
  });

  it('takes each member from whoever changed it, and from me where both did', () => {
    fc.assert(
      fc.property(row, row, row, (base, mine, theirs) => {
        const merged = redone(base, mine, theirs);
        for (const member of ['name', 'phone', 'roles'] as const) {
          const untouched = JSON.stringify(mine[member]) === JSON.stringify(base[member]);
          expect(merged[member]).to.deep.equal((untouched ? theirs : mine)[member]);
        }
      }),
    );
  });

  it('leaves away what I took away and they left as it was', () => {
    const base = { channels: { web: 1, app: 2 } };
    const theirs = { channels: { web: 1, app: 2, outlet: 3 } };
    expect(redone<object>(base, { channels: { app: 2 } }, theirs)).to.deep.equal({
      channels: { app: 2, outlet: 3 },
    });
  });
});
