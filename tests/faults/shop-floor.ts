import type { Knex } from 'knex';
import { assembled } from '../../server/bin/assembled.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import type { ReconcileCheck } from '../../server/modules/manifest.ts';
import { logIn, makeKey, type Caller } from '../support/callers.ts';
import { makeGtin, makeItem } from '../support/make/item.ts';
import { makeLocation } from '../support/make/location.ts';
import { makeStock } from '../support/make/stock.ts';

export interface StockedItem {
  readonly itemId: string;
  readonly gtin: string;
  /** How many pieces came; nothing else ever comes. */
  readonly delivered: number;
}

/** One shop, what it sells, and who trades there: enough for orders, baskets and handovers. */
export interface ShopFloor {
  readonly locationId: string;
  readonly items: readonly StockedItem[];
  /** The web shop's key, and the key that holds baskets. */
  readonly channel: Caller;
  readonly site: Caller;
  readonly clerks: readonly Caller[];
  /** Of every module and of the core. */
  readonly checks: readonly ReconcileCheck[];
}

/** Plenty of most items; of the last one so few that it sells out. */
const PIECES: readonly number[] = [...Array.from({ length: 12 }, () => 100_000), 30];
const ENOUGH = 10_000_000;

/** Opens the shop in a migrated, empty database. */
export async function openShopFloor(
  db: Knex,
  keyring: Keyring,
  options: { readonly clerks: number; readonly pieces?: readonly number[] },
): Promise<ShopFloor> {
  const { manifests } = assembled(db, keyring);
  const locationId = await makeLocation(db);
  const items: StockedItem[] = [];
  for (const delivered of options.pieces ?? PIECES) {
    const gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    await makeStock(db, { locationId, itemId, quantity: delivered });
    items.push({ itemId, gtin, delivered });
  }
  const limits = { requestsPerMinute: ENOUGH };
  const clerks: Caller[] = [];
  for (let count = 0; count < options.clerks; count += 1) {
    clerks.push(await logIn(db, { port: 0 }, 'clerk', locationId));
  }
  return {
    locationId,
    items,
    channel: await makeKey(db, manifests, keyring, ['orders:write'], limits),
    site: await makeKey(db, manifests, keyring, ['holds:write'], limits),
    clerks,
    checks: manifests.flatMap(({ checks = [] }) => checks),
  };
}
