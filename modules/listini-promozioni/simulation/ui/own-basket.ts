import { useState } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { instantOf, wallTimeAt } from '../../price-lists/domain/wall-time.ts';
import type { simulateBaskets } from '../contracts.ts';
import type { Subject } from './subject.ts';

export type AskedBasket = InputOf<typeof simulateBaskets>['baskets'][number];

/** The online channel of the chain, as price lists and promotions name it. */
export const WEB = 'web';

export interface BasketItem {
  readonly itemId: string;
  readonly name: string;
  readonly colour: string;
  readonly size: string;
  readonly pictureUrl: string | null;
}

export interface OwnLine {
  readonly item: BasketItem;
  readonly quantity: number;
}

export const CUSTOMERS = ['nobody', 'card', 'tier', 'staff'] as const;
export type CustomerKind = (typeof CUSTOMERS)[number];

/** Where, when and for whom baskets are tried. */
export interface Circumstances {
  readonly placeId: string;
  /** Wall-clock time of the place; null: as soon as what is tried is on. */
  readonly at: string | null;
  readonly customer: CustomerKind;
  readonly tier: string;
  readonly coupons: readonly string[];
  readonly shippingMinor: number | null;
}

export interface OwnBasket {
  readonly circumstances: Circumstances;
  readonly lines: readonly OwnLine[];
}

/** The basket somebody puts together, and what they say of whoever buys it. */
export function useOwnBasket(subject: Subject | null) {
  const { places, locationId } = useSession();
  const { zone: chainZone } = useFormat().reader;
  const now = useMinute();
  const [lines, setLines] = useState<readonly OwnLine[]>([]);
  const [circumstances, setCircumstances] = useState<Circumstances>({
    placeId: locationId ?? places[0]?.id ?? WEB,
    at: null,
    customer: 'nobody',
    tier: '',
    coupons: [],
    shippingMinor: null,
  });
  const zone = places.find(({ id }) => id === circumstances.placeId)?.zone ?? chainZone;
  const wall = circumstances.at ?? begins(subject, wallTimeAt(zone, now));
  return {
    lines,
    circumstances,
    /** As the clocks of the place show it. */
    wall,
    at: instantOf(zone, wall).toISOString(),
    change: (change: Partial<Circumstances>) => setCircumstances({ ...circumstances, ...change }),
    clear: () => setLines([]),
    add: (item: BasketItem) =>
      setLines((held) =>
        held.some((line) => line.item.itemId === item.itemId)
          ? held.map((line) =>
              line.item.itemId === item.itemId ? { ...line, quantity: line.quantity + 1 } : line,
            )
          : [...held, { item, quantity: 1 }],
      ),
    setQuantity: (itemId: string, quantity: number) =>
      setLines((held) =>
        held.flatMap((line) =>
          line.item.itemId !== itemId ? [line] : quantity < 1 ? [] : [{ ...line, quantity }],
        ),
      ),
  };
}

export type OwnBasketWork = ReturnType<typeof useOwnBasket>;

/** What is tried and has not begun is tried from its beginning on. */
function begins(subject: Subject | null, now: string): string {
  return subject?.from && subject.from > now ? subject.from : now;
}

/** The circumstances as the server takes them. */
export function askedCircumstances(
  { placeId, customer, tier, coupons, shippingMinor }: Circumstances,
  at: string,
): Omit<AskedBasket, 'lines'> {
  const online = placeId === WEB;
  return {
    channel: online ? WEB : 'store',
    locationId: online ? null : placeId,
    customer: customerOf(customer, tier),
    at,
    ...(coupons.length > 0 ? { coupons: [...coupons] } : {}),
    ...(online && shippingMinor !== null
      ? { shipping: [{ method: 'standard', amountMinor: shippingMinor }] }
      : {}),
  };
}

function customerOf(kind: CustomerKind, tier: string): NonNullable<AskedBasket['customer']> | null {
  switch (kind) {
    case 'nobody':
      return null;
    case 'card':
      return { hasCard: true };
    case 'staff':
      return { isStaff: true };
    case 'tier':
      return tier.trim() === '' ? { hasCard: true } : { hasCard: true, tier: tier.trim() };
  }
}
