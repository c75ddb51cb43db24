import type { Computed } from './computed.ts';
import type { Expected } from './scenario.ts';

/** Numbers closer than this are one: sources print binary fractions. */
const TOLERANCE = 1e-6;

/** Names of the format; what a source asserts under other names is not compared. */
const NAMES = new Set([
  'perPromotion',
  'lineDiscounts',
  'unitDiscounts',
  'unitPrice',
  'itemsTotal',
  'discount',
  'subtotal',
  'shipping',
  'shippingDiscount',
  'shippingDiscounts',
  'total',
  'totalExclTax',
  'totalInclTax',
  'taxTotal',
  'appliedIds',
  'gifts',
  'lowest',
]);

/** One sentence for each asserted number that came out differently. */
export function differences(expected: Expected, computed: Computed): string[] {
  return Object.keys(expected)
    .filter((name) => NAMES.has(name))
    .flatMap((name) => {
      const [wanted, got] = [expected[name], computed[name]];
      return isSame(name, wanted, got)
        ? []
        : [`${name}: expected ${JSON.stringify(wanted)}, computed ${JSON.stringify(got)}`];
    });
}

/** Asserted names that the format does not have. */
export function notCompared(expected: Expected): string[] {
  return Object.keys(expected).filter((name) => !NAMES.has(name));
}

function isSame(name: string, wanted: unknown, got: unknown): boolean {
  if (name === 'appliedIds') return isSameSet(wanted, got);
  if (name === 'gifts') return isSameSet(giftTexts(wanted), giftTexts(got));
  return isEqual(wanted, got);
}

/** A name that one side does not have counts as nothing: 0, or nothing at all. */
function isEqual(wanted: unknown, got: unknown): boolean {
  if (typeof wanted === 'number') return Math.abs(wanted - Number(got ?? 0)) < TOLERANCE;
  if (wanted === null) return got === null;
  if (typeof wanted !== 'object') return wanted === got;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(got) &&
      got.length === wanted.length &&
      wanted.every((one, place) => isEqual(one, (got as unknown[])[place]))
    );
  }
  const own = (got ?? {}) as Record<string, unknown>;
  return Object.entries(wanted as Record<string, unknown>).every(([key, one]) =>
    isEqual(one, own[key]),
  );
}

function isSameSet(wanted: unknown, got: unknown): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(got)) return false;
  const other = new Set(got.map(String));
  return wanted.length === got.length && wanted.every((one) => other.has(String(one)));
}

function giftTexts(gifts: unknown): string[] {
  return Array.isArray(gifts)
    ? gifts.map((one: Record<string, unknown>) => `${String(one['sku'])}×${String(one['qty'])}`)
    : [];
}
