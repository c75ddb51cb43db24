import { expect } from 'chai';
import { entriesWith } from '../../../modules/listini-promozioni/simulation/domain.ts';

describe('prices as they would be with a change published', () => {
  const wish = (amountMinor: number | null, subjectId = 'coat', minQuantity = 1) => ({
    subjectKind: 'item' as const,
    subjectId,
    minQuantity,
    amountMinor,
  });
  const span = { from: '2026-12-01T00:00', to: '2026-12-08T00:00' };

  it('stand for the span, and what stood before goes on before and behind it', () => {
    const entries = [{ itemId: 'coat', amountMinor: 100, from: '2026-01-01T00:00' }];
    expect(entriesWith(entries, [wish(80)], span)).to.deep.equal([
      { itemId: 'coat', amountMinor: 100, from: '2026-01-01T00:00', to: span.from },
      { itemId: 'coat', amountMinor: 100, from: span.to },
      { itemId: 'coat', amountMinor: 80, ...span },
    ]);
  });

  it('leave other items, other quantities and other times alone', () => {
    const entries = [
      { itemId: 'scarf', amountMinor: 30 },
      { itemId: 'coat', amountMinor: 90, minQuantity: 3 },
      { itemId: 'coat', amountMinor: 70, from: '2027-01-01T00:00' },
      { itemId: 'coat', amountMinor: 60, from: '2025-01-01T00:00', to: '2025-02-01T00:00' },
    ];
    const with80 = entriesWith(entries, [wish(80)], span);
    expect(with80).to.deep.equal([...entries, { itemId: 'coat', amountMinor: 80, ...span }]);
  });

  it('end a price that is wanted no more', () => {
    const entries = [{ itemId: 'coat', amountMinor: 100 }];
    expect(entriesWith(entries, [wish(null)], { from: span.from, to: null })).to.deep.equal([
      { itemId: 'coat', amountMinor: 100, to: span.from },
    ]);
  });
});
