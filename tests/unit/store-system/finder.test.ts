import { expect } from 'chai';
import { confidenceOf } from '../../../modules/store-system/stock/domain/finder.ts';

describe('how far a count can be trusted', () => {
  const now = new Date('2026-11-21T16:28:00Z');
  const cases: readonly [
    what: string,
    level: Partial<Parameters<typeof confidenceOf>[0]>,
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
      const known = { onHand: 1, shortage: 0, lastCountedAt: null, lastMovedAt: null, ...level };
      expect(confidenceOf(known, now)).to.equal(is);
    });
  }
});
