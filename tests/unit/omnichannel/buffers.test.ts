import { expect } from 'chai';
import {
  keptBack,
  type BufferFacts,
} from '../../../modules/omnichannel/promises/domain/buffers.ts';
import {
  changedTerms,
  FIRST_TERMS,
  termsOf,
} from '../../../modules/omnichannel/promises/domain/terms.ts';

const COAT: BufferFacts = {
  channel: 'web',
  category: 'Cappotti',
  priceMinor: 329_00,
  onHand: 2,
  confidence: 'low',
};

describe('what is kept back from a channel', () => {
  it('is the most that any rule says that holds', () => {
    const rules = [
      { keepBack: 1 },
      { keepBack: 2, category: 'cappotti', priceFromMinor: 300_00 },
      { keepBack: 5, priceFromMinor: 500_00 },
      { keepBack: 5, channel: 'marketplace' },
      { keepBack: 5, onHandUpTo: 1 },
    ];
    expect(keptBack(rules, COAT)).to.equal(2);
    expect(keptBack(rules, { ...COAT, channel: 'marketplace' })).to.equal(5);
    expect(keptBack([], COAT)).to.equal(0);
  });

  it('holds for counts that are no surer than the rule says', () => {
    const rules = [{ keepBack: 1, confidenceUpTo: 'medium' as const }];
    expect(
      (['low', 'medium', 'high'] as const).map((confidence) =>
        keptBack(rules, { ...COAT, confidence }),
      ),
    ).to.deep.equal([1, 1, 0]);
  });
});

describe('the terms of a policy', () => {
  it('are the shop’s own, else the chain’s, else those a chain begins with', () => {
    const terms = termsOf({ collectDays: 10, undoSeconds: 20 }, { collectDays: 3 });
    expect(terms).to.deep.include({ collectDays: 3, undoSeconds: 20 });
    expect(terms.preparers).to.equal(FIRST_TERMS.preparers);
  });

  it('have changed where two versions say something else', () => {
    expect(changedTerms({ collectDays: 3 }, { collectDays: 3, capacity: null })).to.deep.equal([
      'capacity',
    ]);
    expect(changedTerms({ reminderDays: [3, 6] }, { reminderDays: [3, 6] })).to.deep.equal([]);
    // As it was written, and as the database gives it back.
    const written = { slotMinutes: 30, unit: 'orders', places: 5, bands: [] } as const;
    const kept = { unit: 'orders', bands: [], places: 5, slotMinutes: 30 } as const;
    expect(changedTerms({ capacity: written }, { capacity: kept })).to.deep.equal([]);
  });
});
