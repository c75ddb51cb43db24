import { apportion, type Part } from './apportion.ts';
import type { Totals } from './priced-basket.ts';
import { vatInside, vatOnTop } from './rounding.ts';
import type { Scene } from './scene.ts';
import type { BasketState } from './trial.ts';

/** A line's VAT, and that of its pieces: for every group of equal pieces the parts it falls into. */
export interface VatShares {
  readonly vatMinor: number;
  readonly pieces: readonly (readonly Part[])[];
}

export interface Vat {
  readonly byRate: Totals['vat'];
  readonly lines: readonly VatShares[];
  readonly shipping: readonly number[];
}

/** What VAT is worked out of: a line or a shipping charge. */
interface Taxed {
  readonly rate: number;
  readonly net: number;
}

const EXACT = { remainder: 'largest', mode: 'halfUp', step: 1 } as const;

/**
 * VAT by rate, once for the document as the law wants it (or line by line where the policy says so), then
 * shared to lines and pieces so that every level sums to the one above it exactly.
 */
export function vatOf(scene: Scene, state: BasketState): Vat {
  const { prices, roundedPer } = scene.policy.vat;
  const inclusive = prices === 'inclusive';
  const vatOfAmount = inclusive ? vatInside : vatOnTop;
  const taxed: Taxed[] = [
    ...state.lines.map(({ net }, place) => ({ rate: scene.lines[place]!.vatRate, net })),
    ...state.shipping.map(({ net }, place) => ({
      rate: scene.basket.shipping![place]!.vatRate ?? 0,
      net,
    })),
  ];
  const amounts: number[] = taxed.map(({ net, rate }) =>
    roundedPer === 'line' ? vatOfAmount(net, rate) : 0,
  );
  const rates = [...new Set(taxed.map(({ rate }) => rate))].sort((a, b) => b - a);
  const byRate = rates.map((rate) => {
    const places = [...taxed.keys()].filter((place) => taxed[place]!.rate === rate);
    const net = places.reduce((sum, place) => sum + taxed[place]!.net, 0);
    if (roundedPer === 'document') {
      const takers = places.map((place) => ({
        count: 1,
        weight: taxed[place]!.net,
        cap: Infinity,
      }));
      const parts = apportion(vatOfAmount(net, rate), takers, EXACT);
      places.forEach((place, i) => (amounts[place] = parts[i]![0]!.amount));
    }
    const vatMinor = places.reduce((sum, place) => sum + amounts[place]!, 0);
    return { rate, grossMinor: inclusive ? net : net + vatMinor, vatMinor };
  });
  return {
    byRate,
    lines: state.lines.map(({ pieces }, place) => ({
      vatMinor: amounts[place]!,
      pieces: apportion(
        amounts[place]!,
        pieces.map(({ count, net }) => ({ count, weight: net, cap: Infinity })),
        EXACT,
      ),
    })),
    shipping: amounts.slice(state.lines.length),
  };
}
