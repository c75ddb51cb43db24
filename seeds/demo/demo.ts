import type { Knex } from 'knex';
import { followGoods, followPlaces } from '../../modules/listini-promozioni/api.ts';
import { systemActor } from '../../server/auth/actor.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { demoCatalogue } from './catalogue.ts';
import { demoCustomers } from './customers.ts';
import { demoLocations } from './locations.ts';
import { demoOrders } from './order-plan.ts';
import { demoPeople } from './people.ts';
import { merchandisers } from './prices/colleagues.ts';
import { soldBaskets } from './prices/receipt-plan.ts';
import { writePriceLists } from './prices/write-prices.ts';
import { writePromotions, writeStandings } from './prices/write-promotions.ts';
import { writeReceipts } from './prices/write-receipts.ts';
import { demoStock } from './stock-history.ts';
import { writeCatalogue, writeCustomers, writeLocations } from './write-base.ts';
import { playOrders } from './write-orders.ts';
import { printPapers } from './write-papers.ts';
import { writePeople, writeShopKey } from './write-people.ts';
import { playReservations } from './write-reservations.ts';
import { writeIncoming, writeStock } from './write-stock.ts';
import { playReturns } from './write-returns.ts';
import { playTransfers } from './write-transfers.ts';

/** Told as the demo chain comes to be: a share of the whole work, 0 to 1, and what is being done. */
export type SeedProgress = (
  share: number,
  doing: { readonly it: string; readonly en: string },
) => void;

export interface DemoChain {
  readonly db: Knex;
  readonly keyring: Keyring;
  readonly today: Date;
  readonly progress: SeedProgress;
}

/**
 * Builds the demo chain "Lungarno" in an empty database: 12 stores, a warehouse, 1,200 styles, their
 * stock with the history that explains it, 5,000 customers. The same on every machine but for the
 * dates, which end today.
 */
export async function seedDemoChain({
  db: sql,
  keyring,
  today,
  progress,
}: DemoChain): Promise<void> {
  const locations = demoLocations();
  const styles = demoCatalogue();
  progress(0, { it: 'negozi', en: 'shops' });
  await writeLocations(sql, locations, today.getUTCFullYear());
  const people = demoPeople(locations);
  await writePeople(sql, keyring, people);
  await writeShopKey(sql, keyring);
  progress(0.02, { it: 'catalogo', en: 'catalogue' });
  await writeCatalogue(sql, styles);
  await learnGoods(sql, today);
  progress(0.15, { it: 'clienti', en: 'customers' });
  const customers = demoCustomers();
  await writeCustomers(sql, customers, today);
  progress(0.2, { it: 'giacenze', en: 'stock' });
  const { levels, movements } = demoStock(styles, locations, today);
  const styleOf = new Map(styles.flatMap((style) => style.items.map(({ id }) => [id, style.id])));
  await writeStock(sql, styleOf, levels, movements, (share) =>
    progress(0.2 + share * 0.4, { it: 'giacenze', en: 'stock' }),
  );
  const pricing = { it: 'prezzi', en: 'prices' };
  progress(0.6, pricing);
  const scene = { db: sql, colleagues: merchandisers(people), styles, today };
  const campaigns = await writePriceLists(scene, locations);
  await writePromotions(scene, campaigns);
  await writeStandings(scene, customers);
  const baskets = soldBaskets(RECEIPTS, { styles, locations, customers, movements, today });
  const items = styles.flatMap((style) => style.items.map(({ id }) => id));
  await writeReceipts(sql, baskets, items, today, (share) =>
    progress(0.65 + share * 0.15, { it: 'scontrini', en: 'receipts' }),
  );
  const stores = locations.filter(({ kind }) => kind === 'store').map(({ id }) => id);
  await writeIncoming(sql, styleOf, stores, items, today);
  const orders = demoOrders(styles, locations, customers, levels, today);
  const ordering = { it: 'ordini', en: 'orders' };
  await playOrders(sql, keyring, orders, people, today, (share) =>
    progress(0.8 + share * 0.2, ordering),
  );
  await playReservations(sql, keyring, { locations, people, customers, levels, now: today });
  await playTransfers(sql, { people, levels, now: today });
  await playReturns(sql, keyring, { people, customers, now: today });
  await printPapers(sql, today);
  progress(1, { it: 'fatto', en: 'done' });
}

/** A year of sales: enough to try a promotion on. */
const RECEIPTS = 20_000;
const PRICES_KNOWN_FOR_DAYS = 400;

/** Prices begin with the goods: what the law asks of a reduction looks back from there. */
export async function learnGoods(sql: Knex, today: Date): Promise<void> {
  const at = new Date(today.getTime() - PRICES_KNOWN_FOR_DAYS * 86_400_000);
  const learn = async (tx: Tx): Promise<void> => {
    await followPlaces(tx);
    await followGoods(tx, null);
  };
  await inTransaction(sql, systemActor('demo'), learn, { at, requestId: 'demo' });
}

/** The demo chain is never poured into an installation where somebody has already put a location. */
export async function hasNoLocations(sql: Knex): Promise<boolean> {
  const { rows } = await sql.raw<{ rows: { used: boolean }[] }>(
    'select exists (select from base_location) as used',
  );
  return !rows[0]!.used;
}
