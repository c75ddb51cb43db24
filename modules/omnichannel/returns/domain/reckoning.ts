import { allocate, vatWithin, type AmountMinor } from '../../../../server/kernel/money.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import type { FrozenUnit } from '../../orders/domain/shares.ts';
import type { ReturnReason } from './return.ts';

/** A piece the customer has, or had, with what was paid for it on the day of sale. */
export interface SoldUnit extends FrozenUnit {
  readonly lineId: string;
  readonly vatRate: number;
}

export interface ReturnedUnit extends SoldUnit {
  readonly reason: ReturnReason;
}

/** What was paid for the piece itself: its share of every discount is taken off, shipping is not in it. */
export function goodsMinor({ paidMinor, shippingMinor }: SoldUnit): AmountMinor {
  return paidMinor - shippingMinor;
}

/** The money of shipping that has been, or may be, given back with an order's pieces. */
export interface ShippingFacts {
  /** Every piece of the order the customer got. */
  readonly collected: readonly SoldUnit[];
  /** Nothing of the order is still to be handed over. */
  readonly complete: boolean;
  /** Other pieces go out in the place of these: the contract goes on. */
  readonly exchange: boolean;
  /** Pieces on earlier files, and why they came back; without those that were exchanged. */
  readonly before: readonly ReturnedUnit[];
  /** Pieces that others stand in the place of: what becomes of those counts. */
  readonly exchanged: readonly SoldUnit[];
  readonly givenBackMinor: AmountMinor;
  /** The same by VAT rate: no rate gives back more of the shipping than it bore. */
  readonly givenBackByRate: ReadonlyMap<number, AmountMinor>;
  /** What the cheapest delivery costs. */
  readonly standardMinor: AmountMinor;
  readonly shareFor: readonly ReturnReason[];
}

export interface ShippingBack {
  readonly amountMinor: AmountMinor;
  /** By VAT rate: it follows the goods it belongs to. */
  readonly byRate: ReadonlyMap<number, AmountMinor>;
  readonly why: Text;
}

/**
 * What of the shipping goes back. Who withdraws from the whole contract gets the cheapest delivery back
 * (art. 56), also when the last piece comes a week after the others; part of an order gives none back,
 * unless the policy says so for the reason. An exchange is no withdrawal, of however many pieces: what the
 * delivery cost falls due when the new piece is withdrawn from.
 */
export function shippingBack(
  returning: readonly ReturnedUnit[],
  facts: ShippingFacts,
): ShippingBack {
  const { collected, exchange, givenBackMinor } = facts;
  const charged = sum(collected.map(({ shippingMinor }) => shippingMinor));
  const left = Math.max(0, charged - givenBackMinor);
  if (charged === 0) {
    return none({ it: 'Nessuna spesa di consegna pagata', en: 'No shipping was paid' });
  }
  const room = shippingByRate(collected);
  for (const [rate, given] of facts.givenBackByRate) {
    room.set(rate, Math.max(0, (room.get(rate) ?? 0) - given));
  }
  if (!exchange && facts.complete && withdrawsFromAll(returning, facts)) {
    const amountMinor = Math.min(left, Math.max(0, facts.standardMinor - givenBackMinor));
    return {
      amountMinor,
      byRate: byWeight(amountMinor, room),
      why: {
        it: 'Recesso da tutto l’ordine: torna la consegna standard',
        en: 'Withdrawal from the whole order: standard shipping goes back',
      },
    };
  }
  const ours = returning.filter(({ reason }) => facts.shareFor.includes(reason));
  const shares = shippingByRate(ours);
  for (const [rate, minor] of shares) shares.set(rate, Math.min(minor, room.get(rate) ?? 0));
  const share = Math.min(left, sum([...shares.values()]));
  if (share > 0) {
    return {
      amountMinor: share,
      byRate: byWeight(share, shares),
      why: {
        it: 'Torna la quota di consegna di questi pezzi',
        en: 'Their share of shipping goes back',
      },
    };
  }
  return none(exchange ? GOES_ON : OF_A_PART);
}

const GOES_ON: Text = {
  it: 'Cambio: il contratto continua, la consegna non si rimborsa',
  en: 'An exchange: the contract goes on, shipping is not refunded',
};
const OF_A_PART: Text = {
  it: 'Reso di una parte: la consegna non si rimborsa',
  en: 'A part is returned: shipping is not refunded',
};

function none(why: Text): ShippingBack {
  return { amountMinor: 0, byRate: new Map(), why };
}

/** Whether the customer keeps nothing of the order. */
function withdrawsFromAll(
  returning: readonly ReturnedUnit[],
  { collected, before, exchanged }: ShippingFacts,
): boolean {
  const withdrawn = [...before, ...returning].filter(
    ({ reason }) => reason === 'withdrawal' || reason === 'error',
  );
  const back = new Set([...withdrawn, ...exchanged].map(keyOf));
  return collected.every((unit) => back.has(keyOf(unit)));
}

function keyOf({ lineId, unit }: SoldUnit): string {
  return `${lineId}/${unit}`;
}

function shippingByRate(units: readonly SoldUnit[]): Map<number, AmountMinor> {
  const byRate = new Map<number, AmountMinor>();
  for (const { vatRate, shippingMinor } of units) {
    byRate.set(vatRate, (byRate.get(vatRate) ?? 0) + shippingMinor);
  }
  return byRate;
}

function byWeight(
  amountMinor: AmountMinor,
  weights: ReadonlyMap<number, AmountMinor>,
): ReadonlyMap<number, AmountMinor> {
  if (amountMinor === 0) return new Map();
  const shares = allocate(amountMinor, [...weights.values()]);
  const byRate = [...weights.keys()].map((rate, place) => [rate, shares[place]!] as const);
  return new Map(byRate.filter(([, minor]) => minor > 0));
}

export interface RateAmounts {
  readonly rate: number;
  readonly grossMinor: AmountMinor;
  readonly netMinor: AmountMinor;
  readonly vatMinor: AmountMinor;
}

/**
 * What goes back by VAT rate: goods and shipping. VAT is taken out of the total of
 * each rate of this document, as the fiscal printer does.
 */
export function amountsByRate(
  units: readonly SoldUnit[],
  shipping: ReadonlyMap<number, AmountMinor>,
): RateAmounts[] {
  const gross = new Map<number, AmountMinor>();
  const add = (rate: number, amount: AmountMinor): void =>
    void gross.set(rate, (gross.get(rate) ?? 0) + amount);
  for (const unit of units) add(unit.vatRate, goodsMinor(unit));
  for (const [rate, amount] of shipping) add(rate, amount);
  return [...gross]
    .sort(([a], [b]) => b - a)
    .map(([rate, grossMinor]) => {
      const vatMinor = vatWithin(grossMinor, rate);
      return { rate, grossMinor, netMinor: grossMinor - vatMinor, vatMinor };
    });
}

/** The same amounts less what an approval took off, rate by rate in proportion. */
export function afterDeduction(
  rates: readonly Pick<RateAmounts, 'rate' | 'grossMinor'>[],
  deductionMinor: AmountMinor,
): RateAmounts[] {
  const off = allocate(
    deductionMinor,
    rates.map(({ grossMinor }) => grossMinor),
  );
  return rates.map(({ rate, grossMinor: before }, place) => {
    const grossMinor = before - off[place]!;
    const vatMinor = vatWithin(grossMinor, rate);
    return { rate, grossMinor, netMinor: grossMinor - vatMinor, vatMinor };
  });
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
