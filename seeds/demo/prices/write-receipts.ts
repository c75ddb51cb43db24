import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { pastPrices, type PastPrices } from '../../../modules/listini-promozioni/api.ts';
import { cashRounding, takeReceipts, type TillReceipt } from '../../../modules/store-system/api.ts';
import { on } from './colleagues.ts';
import type { SoldBasket } from './receipt-plan.ts';

/** Receipts of one transaction: a till sends its day in portions like this one. */
const PORTION = 400;

/** Every basket as its till told it: priced by the engine with the prices of its own instant. */
export async function writeReceipts(
  db: Knex,
  baskets: readonly SoldBasket[],
  itemIds: readonly string[],
  today: Date,
  progress: (share: number) => void,
): Promise<void> {
  const till = systemActor('tills');
  const prices = await pastPrices({ sql: db, actor: till, now: today }, itemIds);
  const shops = new Map<string, SoldBasket[]>();
  for (const basket of baskets) {
    shops.set(basket.locationId, [...(shops.get(basket.locationId) ?? []), basket]);
  }
  let done = 0;
  for (const [place, sold] of [...shops.values()].entries()) {
    const numbers = new DayNumbers(`99BTG${String(place + 1).padStart(6, '0')}`);
    for (let from = 0; from < sold.length; from += PORTION) {
      const portion = sold.slice(from, from + PORTION);
      await on(db, till, portion.at(-1)!.soldAt, (tx) =>
        takeReceipts(
          tx,
          portion.map((basket) => receiptOf(basket, prices, numbers)),
        ),
      );
      done += portion.length;
      progress(done / baskets.length);
    }
  }
}

/** A fiscal printer counts its closings, and within each its documents. */
class DayNumbers {
  readonly #serial: string;
  #day = '';
  #closing = 0;
  #document = 0;

  constructor(serial: string) {
    this.#serial = serial;
  }

  next(at: Date): { rtSerial: string; zNumber: number; documentNumber: number } {
    const day = at.toISOString().slice(0, 10);
    if (day !== this.#day) {
      this.#day = day;
      this.#closing += 1;
      this.#document = 0;
    }
    this.#document += 1;
    return {
      rtSerial: this.#serial,
      zNumber: this.#closing,
      documentNumber: this.#document,
    };
  }
}

function receiptOf(basket: SoldBasket, prices: PastPrices, numbers: DayNumbers): TillReceipt {
  const { locationId, document, soldAt, customer, lines, cash } = basket;
  const priced = prices.price(
    {
      channel: 'store',
      locationId,
      currency: 'EUR',
      customer: customer === null ? null : { id: customer.id, hasCard: true },
      lines: lines.map((line, place) => ({ ...line, lineId: String(place) })),
    },
    soldAt,
  );
  const totalMinor = priced.totals.goodsMinor;
  const roundingMinor = cash ? cashRounding(totalMinor) : 0;
  return {
    locationId,
    kind: 'sale',
    tillId: '1',
    externalId: document,
    channel: 'store',
    customerId: customer?.id ?? null,
    currency: 'EUR',
    issuedAt: soldAt.toISOString(),
    fiscal: numbers.next(soldAt),
    roundingMinor,
    pricedBy: { engine: 'listini-promozioni', version: prices.version },
    returnsId: null,
    lines: priced.lines.map(({ itemId, vatRate, pieces }) => ({
      itemId,
      vatRate,
      pieces: pieces.map(({ quantity, listPriceMinor, discounts }) => ({
        quantity,
        listPriceMinor,
        discounts: discounts.map(({ promotionId, amountMinor }) => ({
          promotionId,
          reason: prices.receiptText(promotionId),
          amountMinor,
        })),
      })),
    })),
    tenders: [
      { kind: cash ? 'cash' : 'card', amountMinor: totalMinor + roundingMinor, reference: null },
    ],
  };
}
