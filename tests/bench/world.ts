import type { Knex } from 'knex';
import { writeCatalogue } from '../../modules/base/api.ts';
import { shopKey } from '../../modules/demo-shop/api.ts';
import { CHAIN, demoLocations } from '../../seeds/demo/locations.ts';
import { demoPeople } from '../../seeds/demo/people.ts';
import { writeLocations } from '../../seeds/demo/write-base.ts';
import { writePeople, writeShopKey } from '../../seeds/demo/write-people.ts';
import { systemActor } from '../../server/auth/actor.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { followGoods, followPlaces } from '../../modules/listini-promozioni/api.ts';
import { largeCatalogue } from '../support/make/large-catalogue.ts';

const LOCATIONS = 50;
const STOCKED_ITEMS = 10_000;
const BATCH = 5_000;

export interface World {
  /** The items that have stock everywhere; the first one is the hot one. */
  readonly items: readonly {
    readonly id: string;
    readonly gtin: string;
    readonly styleId: string;
  }[];
  readonly locationId: string;
  readonly orderKey: string;
}

/** 100,000 items in the catalogue, 10,000 of them stocked in 50 shops: 500,000 levels. */
export async function makeWorld(db: Knex, keyring: Keyring): Promise<World> {
  const locations = demoLocations();
  await writeLocations(db, locations, new Date().getUTCFullYear());
  await writePeople(db, keyring, demoPeople(locations));
  await writeShopKey(db, keyring);
  await db.raw(
    `insert into base_location (id, company_id, kind, type, name, street, postal_code, city, province,
       region, latitude, longitude, pickup_enabled)
     select 'X' || n, ?, 'store', 'street', 'Negozio ' || n, 'Via ' || n, '20100', 'Milano', 'MI',
       'Lombardia', 45 + n * 0.02, 9 + n * 0.02, true
     from generate_series(1, ?::integer) as n`,
    [CHAIN.id, LOCATIONS - locations.length],
  );
  let batch = [];
  for (const entry of largeCatalogue()) {
    batch.push(entry);
    if (batch.length < BATCH) continue;
    const entries = batch;
    await inTransaction(db, systemActor('bench'), (tx) => writeCatalogue(tx, entries, 'bench'));
    batch = [];
  }
  await db.raw(
    `insert into ss_stock_level (location_id, item_id, style_id, condition, on_hand, version, ledger_version, last_moved_at)
     select l.id, i.id, i.style_id, 'sellable', 5000000, 1, 1, now()
     from base_location l, (select id, style_id from base_item order by gtin limit ?) i`,
    [STOCKED_ITEMS],
  );
  // As after the first hour of any installation: a server that first has to follow a hundred thousand
  // articles for its prices would do so while it is measured.
  await inTransaction(db, systemActor('bench'), async (tx) => {
    await followGoods(tx, null);
    await followPlaces(tx);
  });
  // Only what was filled: a table counted while it is empty is searched from end to end until the
  // database counts it again, which no real one has to live with.
  await db.raw(
    'vacuum analyze base_location, base_style, base_item, base_search_word, ss_stock_level, lp_goods',
  );
  const { rows } = await db.raw<{ rows: World['items'] }>(
    `select id, gtin, style_id as "styleId" from base_item order by gtin limit ?`,
    [STOCKED_ITEMS],
  );
  return { items: rows, locationId: 'MI01', orderKey: shopKey(keyring).text };
}
