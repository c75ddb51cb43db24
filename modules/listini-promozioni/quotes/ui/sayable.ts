import type { Text } from '../../../../server/kernel/text.ts';
import type { Quote } from '../contracts.ts';

interface Near {
  readonly miss: Quote['withinReach'][number]['miss'];
  readonly hint: Text | null;
}

const FIRST: readonly string[] = ['pieces', 'card', 'wait', 'amount'];

/**
 * What is worth saying to a customer, the easiest first. Codes are the customer's to bring; an amount is
 * within reach when one more purchase like this (`worthMinor`) would get there.
 */
export function sayable(near: readonly Near[], worthMinor: number): Text[] {
  return near
    .filter(({ miss }) => {
      if (miss === null || miss.kind === 'coupon') return false;
      return miss.kind !== 'amount' || miss.amountMinor <= worthMinor;
    })
    .toSorted((a, b) => FIRST.indexOf(a.miss!.kind) - FIRST.indexOf(b.miss!.kind))
    .flatMap(({ hint }) => hint ?? []);
}
