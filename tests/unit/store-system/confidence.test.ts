import { expect } from 'chai';
import fc from 'fast-check';
import {
  trustIn,
  USUAL_THRESHOLDS,
  type SeenLevel,
} from '../../../modules/store-system/stock/domain/confidence.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const ago = (days: number): string => new Date(NOW.getTime() - days * 86_400_000).toISOString();
const level = (given: Partial<SeenLevel> = {}): SeenLevel => ({
  onHand: 3,
  shortage: 0,
  lastCountedAt: null,
  lastMovedAt: null,
  misses: 0,
  ...given,
});
const SURENESS = ['low', 'medium', 'high'];

describe('how sure a count is', () => {
  const trust = (given: Partial<SeenLevel>) => trustIn(level(given), NOW);

  it('follows from its age, and from what moved last', () => {
    expect(trust({ lastCountedAt: ago(1) })).to.deep.equal({
      confidence: 'high',
      because: 'counted',
    });
    expect(trust({ lastMovedAt: ago(0.5) })).to.deep.equal({
      confidence: 'high',
      because: 'moved',
    });
    expect(trust({ lastCountedAt: ago(10) }).confidence).to.equal('medium');
    expect(trust({ lastMovedAt: ago(2) }).confidence).to.equal('medium');
    expect(trust({ lastCountedAt: ago(60), lastMovedAt: ago(30) })).to.deep.equal({
      confidence: 'low',
      because: 'unseen',
    });
  });

  it('is never high once a piece was not found, and low when that happened twice', () => {
    expect(trust({ lastCountedAt: ago(1), misses: 1 })).to.deep.equal({
      confidence: 'medium',
      because: 'missed',
    });
    expect(trust({ lastCountedAt: ago(1), misses: 2 })).to.deep.equal({
      confidence: 'low',
      because: 'missed',
    });
  });

  it('is low where the level is known to be wrong', () => {
    expect(trust({ lastCountedAt: ago(0), onHand: -1 }).because).to.equal('wrong');
    expect(trust({ lastCountedAt: ago(0), shortage: 1 }).confidence).to.equal('low');
  });

  it('follows the thresholds it is given', () => {
    const strict = { ...USUAL_THRESHOLDS, highCountedDays: 0, mediumCountedDays: 1 };
    expect(trustIn(level({ lastCountedAt: ago(2) }), NOW, strict).confidence).to.equal('low');
  });

  it('never rises with age or with pieces that were not found', () => {
    const days = fc.option(fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(
        days,
        days,
        fc.nat(3),
        fc.nat(20),
        fc.nat(3),
        (counted, moved, misses, older, more) => {
          const at = (age: number | null, plus: number) => (age === null ? null : ago(age + plus));
          const sure = (plus: number, missed: number) =>
            SURENESS.indexOf(
              trust({
                lastCountedAt: at(counted, plus),
                lastMovedAt: at(moved, plus),
                misses: missed,
              }).confidence,
            );
          return (
            sure(older, misses) <= sure(0, misses) && sure(0, misses + more) <= sure(0, misses)
          );
        },
      ),
    );
  });
});
