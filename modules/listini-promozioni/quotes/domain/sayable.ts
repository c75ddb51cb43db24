import type { Text } from '../../../../server/kernel/text.ts';
import type { NearestMiss } from '../../engine/domain/priced-basket.ts';

interface Near {
  readonly miss: NearestMiss | null;
  readonly hint: Text | null;
}

const EASIEST_FIRST: readonly string[] = ['pieces', 'card', 'wait', 'amount'];

/**
 * What is worth saying to a customer, the easiest first. Codes are the customer's to bring; an amount is
 * within reach when one more purchase like this (`worthMinor`) would get there.
 */
export function sayable(near: readonly Near[], worthMinor: number): Text[] {
  const easeOf = ({ miss }: Near): number => EASIEST_FIRST.indexOf(miss!.kind);
  return near
    .filter(({ miss }) => {
      if (miss === null || miss.kind === 'coupon') return false;
      return miss.kind !== 'amount' || miss.amountMinor <= worthMinor;
    })
    .toSorted((a, b) => easeOf(a) - easeOf(b))
    .flatMap(({ hint }) => hint ?? []);
}
