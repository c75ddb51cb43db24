import fc from 'fast-check';
import { planExceptions } from '../../../modules/store-system/stock/domain/let-down.ts';
import {
  CONDITIONS,
  isCondition,
  levelKey,
  missingPieces,
  type StockLevel,
} from '../../../modules/store-system/stock/domain/level.ts';
import {
  post,
  touched,
  type Movement,
  type PostingRule,
} from '../../../modules/store-system/stock/domain/posting.ts';

const SHOP = 'MI01';
const ITEMS = ['coat', 'scarf'] as const;
const NOW = new Date('2026-11-22T10:00:00Z');
const OUTSIDE = ['supplier', 'customer', 'transit', 'inventory-difference'] as const;

const movement = fc
  .record({
    itemId: fc.constantFrom(...ITEMS),
    from: fc.constantFrom(...CONDITIONS, ...OUTSIDE),
    to: fc.constantFrom(...CONDITIONS, ...OUTSIDE),
    quantity: fc.integer({ min: 1, max: 5 }),
  })
  .filter(({ from, to }) => from !== to && (isCondition(from) || isCondition(to)))
  .map((some): Movement => ({ ...some, locationId: SHOP, reasonCode: 'count' }));

const given = fc.record({
  movements: fc.array(movement, { maxLength: 8 }),
  onHand: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 8, maxLength: 8 }),
  held: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 2 }),
  rule: fc.constantFrom<PostingRule>('promises-stand', 'physical', 'physical-sale'),
});

function levelsFrom(onHand: readonly number[], held: readonly number[]): Map<string, StockLevel> {
  const levels = ITEMS.flatMap((itemId, item) =>
    CONDITIONS.map((condition, place): StockLevel => {
      const level = {
        onHand: onHand[item * CONDITIONS.length + place]!,
        held: condition === 'sellable' ? held[item]! : 0,
      };
      return {
        locationId: SHOP,
        itemId,
        styleId: 'style',
        condition,
        ...level,
        safety: 0,
        shortage: missingPieces(level),
        version: 7,
        ledgerVersion: 3,
        lastCountedAt: null,
        lastMovedAt: null,
      };
    }),
  );
  return new Map(levels.map((level) => [levelKey(level), level]));
}

describe('posting movements', () => {
  it('gives to one place what it takes from another, and numbers every line', () => {
    fc.assert(
      fc.property(given, ({ movements, onHand, held, rule }) => {
        const before = levelsFrom(onHand, held);
        const posting = post(before, { movements }, rule, NOW);
        if (posting.outcome !== 'posted') return true;
        return posting.levels.every((level) => {
          const key = levelKey(level);
          const old = before.get(key)!;
          const lines = posting.lines.filter(({ locationId, itemId, from, to }) =>
            [from, to].some(
              (condition) =>
                levelKey({ locationId, itemId, condition: condition as 'display' }) === key,
            ),
          );
          const change = lines.reduce(
            (sum, { from, quantity }) => sum + (from === level.condition ? -quantity : quantity),
            0,
          );
          const numbers = lines.map(({ from, fromVersion, toVersion }) =>
            from === level.condition ? fromVersion : toVersion,
          );
          return (
            level.onHand === old.onHand + change &&
            level.version === old.version + 1 &&
            numbers.every((number, place) => number === old.ledgerVersion + 1 + place) &&
            level.ledgerVersion === old.ledgerVersion + lines.length
          );
        });
      }),
    );
  });

  it('never lets what can wait take pieces from a promise, nor anything but a till go below zero', () => {
    fc.assert(
      fc.property(given, ({ movements, onHand, held, rule }) => {
        const before = levelsFrom(onHand, held);
        const posting = post(before, { movements }, rule, NOW);
        if (posting.outcome !== 'posted') return rule !== 'physical-sale';
        return posting.levels.every((level) => {
          const old = before.get(levelKey(level))!;
          const keeps = rule !== 'promises-stand' || level.shortage <= old.shortage;
          const covered = level.held <= Math.max(0, level.onHand) + level.shortage;
          const floor = level.onHand >= 0 || rule === 'physical-sale';
          return keeps && covered && floor;
        });
      }),
    );
  });

  it('touches exactly the levels it has locked', () => {
    fc.assert(
      fc.property(given, ({ movements, onHand, held, rule }) => {
        const all = levelsFrom(onHand, held);
        const locked = new Map(
          touched({ movements }).map((key) => [levelKey(key), all.get(levelKey(key))!]),
        );
        const posting = post(locked, { movements }, rule, NOW);
        return posting.outcome !== 'posted' || posting.levels.length === locked.size;
      }),
    );
  });
});

describe('recording who is let down', () => {
  const promise = fc.record({
    kind: fc.constantFrom(
      'cart' as const,
      'order' as const,
      'customer' as const,
      'transfer' as const,
    ),
    quantity: fc.integer({ min: 1, max: 3 }),
    setAside: fc.boolean(),
    recorded: fc.integer({ min: 0, max: 3 }),
  });

  it('records exactly the missing pieces, each for a living promise and never twice', () => {
    fc.assert(
      fc.property(
        fc.array(promise, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
        fc.nat({ max: 100 }),
        (drawn, ended, share) => {
          const promises = drawn.map(({ kind, quantity, setAside }, place) => ({
            holdId: `hold-${place}`,
            kind,
            quantity,
            setAside,
            placedAt: new Date(place),
          }));
          const exceptions = [
            ...drawn.flatMap(({ recorded, quantity }, place) =>
              recorded > 0
                ? [
                    {
                      id: `e-${place}`,
                      holdId: `hold-${place}`,
                      quantity: Math.min(recorded, quantity),
                    },
                  ]
                : [],
            ),
            ...ended.map((quantity, place) => ({
              id: `x-${place}`,
              holdId: `gone-${place}`,
              quantity,
            })),
          ];
          const promised = promises.reduce((sum, { quantity }) => sum + quantity, 0);
          const missing = Math.floor((promised * share) / 100);

          const plan = planExceptions(missing, promises, exceptions);

          const closed = new Set(plan.close.map(({ id }) => id));
          const open = [...exceptions.filter(({ id }) => !closed.has(id)), ...plan.open];
          const byHold = new Map<string, number>();
          for (const { holdId, quantity } of open) {
            byHold.set(holdId, (byHold.get(holdId) ?? 0) + quantity);
          }
          return (
            open.reduce((sum, { quantity }) => sum + quantity, 0) === missing &&
            [...byHold].every(
              ([holdId, pieces]) =>
                pieces <= (promises.find((each) => each.holdId === holdId)?.quantity ?? 0),
            )
          );
        },
      ),
    );
  });

  it('never makes what was last seen older: an offline till tells of yesterday today', () => {
    const seen = new Date('2026-11-22T09:00:00Z');
    fc.assert(
      fc.property(given, fc.integer({ min: -120, max: 120 }), (some, minutes) => {
        const before = levelsFrom(some.onHand, some.held);
        for (const [key, level] of before) before.set(key, { ...level, lastMovedAt: seen });
        const occurredAt = new Date(seen.getTime() + minutes * 60_000);
        const posting = post(before, { movements: some.movements }, some.rule, occurredAt);
        if (posting.outcome !== 'posted') return true;
        const latest = minutes > 0 ? occurredAt : seen;
        return posting.levels.every(
          ({ lastMovedAt }) => lastMovedAt!.getTime() === latest.getTime(),
        );
      }),
    );
  });
});
