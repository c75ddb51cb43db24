import { Catalogue } from '../../modules/listini-promozioni/engine/domain/catalogue.ts';
import { compileLists } from '../../modules/listini-promozioni/engine/domain/compiled-lists.ts';
import { localMillis } from '../../modules/listini-promozioni/engine/domain/local-time.ts';
import type {
  PriceEntry,
  PriceList,
  PriceListScope,
} from '../../modules/listini-promozioni/engine/domain/price-list.ts';
import {
  PriceResolver,
  type PriceBook,
} from '../../modules/listini-promozioni/engine/domain/price-resolver.ts';
import type {
  SnapshotItem,
  SnapshotLocation,
} from '../../modules/listini-promozioni/engine/domain/snapshot-source.ts';
import { Chance } from './chance.ts';

export const PRICED_ITEMS = 1_000_000;
export const PRICED_STORES = 200;
const ZONES = 10;
const EXCEPTIONS_OF_A_STORE = 15_000;

interface PriceWorld {
  readonly resolver: PriceResolver;
  readonly books: readonly PriceBook[];
  readonly reached: number;
}

/** A list for everybody, ten of zones and two hundred of shops: 14 million entries, read as they come. */
export function priceWorld(): PriceWorld {
  const catalogue = new Catalogue(items());
  const stores: SnapshotLocation[] = Array.from({ length: PRICED_STORES }, (_, n) => ({
    id: `store${n}`,
    companyId: 'chain',
    zone: 'Europe/Rome',
    groups: [`zone${n % ZONES}`],
  }));
  const lists: PriceList[] = [
    listOf('base', {}, everyItem(0)),
    ...Array.from({ length: ZONES }, (_, n) =>
      listOf(`zone${n}`, { groups: [`zone${n}`] }, everyItem(n + 1)),
    ),
    ...stores.map(({ id }, n) => listOf(id, { locations: [id] }, exceptions(n))),
  ];
  const resolver = new PriceResolver(compileLists(lists, catalogue), catalogue);
  const basket = { channel: 'store', currency: 'EUR', customer: null };
  return {
    resolver,
    books: stores.map((store) => resolver.bookFor(basket, 'chain', store)),
    reached: localMillis('2026-11-28T16:30'),
  };
}

function* items(): Generator<SnapshotItem> {
  for (let n = 0; n < PRICED_ITEMS; n++)
    yield { id: `item-${n}`, styleId: `style-${n >> 3}`, vatRate: 22, attributes: {} };
}

function* everyItem(shift: number): Generator<PriceEntry> {
  for (let n = 0; n < PRICED_ITEMS; n++)
    yield { itemId: `item-${n}`, amountMinor: 990 + ((n * 7 + shift * 100) % 50_000) };
}

function* exceptions(store: number): Generator<PriceEntry> {
  const chance = new Chance(store + 1);
  for (let n = 0; n < EXCEPTIONS_OF_A_STORE; n++) {
    const item = n * 66 + chance.between(0, 65);
    yield { itemId: `item-${item}`, amountMinor: chance.between(100, 50_000) };
  }
}

function listOf(id: string, scope: PriceListScope, entries: Iterable<PriceEntry>): PriceList {
  return { id, name: id, scope, priority: 0, currency: 'EUR', vatIncluded: true, entries };
}
