import { expect } from 'chai';
import {
  trustIn,
  USUAL_THRESHOLDS,
} from '../../../modules/store-system/stock/domain/confidence.ts';
import { withLevel, withMisses } from '../../../modules/store-system/stock/domain/finder.ts';

describe('how far a count can be trusted', () => {
  const now = new Date('2026-11-21T16:28:00Z');
  const cases: readonly [
    what: string,
    level: Partial<Parameters<typeof trustIn>[0]>,
    is: string,
  ][] = [
    ['a piece sold 40 minutes ago', { lastMovedAt: '2026-11-21T15:48:00Z' }, 'high'],
    ['counted yesterday', { lastCountedAt: '2026-11-20T09:00:00Z' }, 'high'],
    ['counted nine days ago', { lastCountedAt: '2026-11-12T09:00:00Z' }, 'medium'],
    ['still for two days', { lastMovedAt: '2026-11-19T15:00:00Z' }, 'medium'],
    ['still for nine days', { lastMovedAt: '2026-11-12T09:00:00Z' }, 'low'],
    ['never seen', {}, 'low'],
    ['sold below zero just now', { onHand: -1, lastMovedAt: '2026-11-21T16:27:00Z' }, 'low'],
    ['promised although missing', { shortage: 1, lastCountedAt: '2026-11-21T16:00:00Z' }, 'low'],
  ];
  for (const [what, level, is] of cases) {
    it(`${what}: ${is}`, () => {
      const none = { lastCountedAt: null, lastMovedAt: null, misses: 0 };
      expect(trustIn({ onHand: 1, shortage: 0, ...none, ...level }, now).confidence).to.equal(is);
    });
  }

  it('is what the rules of the location make of it, also after a sale and after misses', () => {
    const news = {
      locationId: 'MI01',
      itemId: 'coat',
      condition: 'sellable',
      onHand: 2,
      held: 0,
      safety: 0,
      shortage: 0,
      version: 3,
      lastCountedAt: '2026-11-12T09:00:00Z',
      lastMovedAt: null,
    } as const;
    const strict = { ...USUAL_THRESHOLDS, mediumCountedDays: 5 };
    expect(withLevel(undefined, news, now, USUAL_THRESHOLDS).confidence).to.equal('medium');
    const cell = withLevel(undefined, news, now, strict);
    expect(cell.confidence).to.equal('low');
    const moved = { ...news, version: 4, lastMovedAt: '2026-11-21T16:00:00Z' };
    expect(withLevel(cell, moved, now, strict).confidence).to.equal('high');
    const missed = withMisses(withLevel(cell, moved, now, strict), 1, now, strict);
    expect(missed).to.include({ confidence: 'medium', misses: 1 });
    const sold = withLevel(missed, { ...moved, version: 5, onHand: 1 }, now, strict);
    expect(sold, 'a sale finds no piece that was missed').to.include({ misses: 1 });
    expect(withMisses(sold, 2, now, strict).confidence).to.equal('low');
  });
});
