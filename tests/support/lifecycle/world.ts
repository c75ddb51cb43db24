import type { TestServer, Caller } from '../api.ts';
import { makeGtin, makeItem, makeStyle } from '../make/item.ts';
import { makeLocation } from '../make/location.ts';
import { makePolicy } from '../make/policy.ts';
import { makeStock } from '../make/stock.ts';

export interface Piece {
  readonly itemId: string;
  readonly gtin: string;
}

/** Two shops of their own, people in them, and goods that nobody else touches. */
export interface World {
  readonly server: TestServer;
  readonly here: string;
  readonly there: string;
  readonly web: Caller;
  readonly clerk: Caller;
  readonly colleague: Caller;
  readonly elsewhere: Caller;
  readonly office: Caller;
  /** Three sizes of one style, and something else. */
  pieces: readonly Piece[];
}

const SIZES = ['40', '42', '44'];
/** Few enough that orders come into each other's way. */
const PIECES = 5;

export async function makeWorld(server: TestServer): Promise<World> {
  const { db } = server.database;
  const here = await makeLocation(db, { latitude: 45.47, longitude: 9.19 });
  const there = await makeLocation(db, { latitude: 45.48, longitude: 9.21 });
  // There the customer pays the carrier, here the chain does; here places are counted.
  await makePolicy(db, there, {
    shippingFee: { amountMinor: 4_90, paidBy: 'customer', freeFromMinor: 250_00 },
  });
  await makePolicy(db, here, {
    capacity: { slotMinutes: 60, unit: 'pieces', places: 40, bands: [] },
  });
  const world: World = {
    server,
    here,
    there,
    web: await server.program(['orders:write'], { channels: ['web'] }),
    clerk: await server.person('clerk', here),
    colleague: await server.person('store-manager', here),
    elsewhere: await server.person('clerk', there),
    office: await server.person('web-store-manager', null),
    pieces: [],
  };
  await restock(world);
  return world;
}

/** Other goods, untouched by whatever happened to the last ones. */
export async function restock(world: World): Promise<void> {
  const { db } = world.server.database;
  const styleId = await makeStyle(db);
  const pieces: Piece[] = [];
  for (const size of [...SIZES, null]) {
    const gtin = makeGtin();
    const itemId = await makeItem(db, { gtin, ...(size ? { styleId, size } : {}) });
    pieces.push({ itemId, gtin });
    await makeStock(db, { locationId: world.here, itemId, quantity: PIECES });
    await makeStock(db, { locationId: world.there, itemId, quantity: PIECES });
  }
  world.pieces = pieces;
}
