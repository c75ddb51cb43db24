import { addPictureEndpoint } from '../../../modules/omnichannel/returns/find-contracts.ts';
import type { Caller, TestServer } from '../api.ts';
import { givePin } from '../make/approval.ts';
import { makeGtin, makeItem, makeStyle } from '../make/item.ts';
import { makeLocation } from '../make/location.ts';
import { makeStock } from '../make/stock.ts';

export const PIN = '314159';
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export interface Goods {
  readonly itemId: string;
  readonly gtin: string;
  readonly vatRate: number;
}

/** A place, and who works there. */
export interface Shop {
  readonly id: string;
  readonly kind: 'store' | 'warehouse';
  readonly manager: Caller;
  /** Another one every time: what somebody took back today counts. */
  clerk: Caller;
  colleague: Caller;
}

/** Two shops and a warehouse of their own, people in them, and goods that nobody else touches. */
export interface World {
  readonly server: TestServer;
  readonly here: Shop;
  readonly there: Shop;
  readonly depot: Shop;
  readonly web: Caller;
  readonly office: Caller;
  readonly pictureId: string;
  goods: readonly Goods[];
}

const SIZES = ['40', '42', '44'];
const PIECES = 8;
const RATES = [22, 22, 10];

export async function makeWorld(server: TestServer): Promise<World> {
  const { db } = server.database;
  const here = await openShop(server, 'store');
  const office = await server.person('web-store-manager', null);
  await givePin(db, server.keyring, office, PIN);
  const { pictureId } = await server.call(
    addPictureEndpoint,
    { locationId: here.id, mediaType: 'image/png', base64: PNG },
    { as: here.clerk },
  );
  const world: World = {
    server,
    here,
    there: await openShop(server, 'store'),
    depot: await openShop(server, 'warehouse'),
    web: await server.program(['orders:write'], { channels: ['web'] }),
    office,
    pictureId,
    goods: [],
  };
  await renew(world);
  return world;
}

async function openShop(server: TestServer, kind: Shop['kind']): Promise<Shop> {
  const { db } = server.database;
  const id = await makeLocation(db, { kind });
  const manager = await server.person('store-manager', id);
  await givePin(db, server.keyring, manager, PIN);
  return { id, kind, manager, ...(await shift(server, id)) };
}

async function shift(server: TestServer, id: string) {
  return { clerk: await server.person('clerk', id), colleague: await server.person('clerk', id) };
}

/** Other goods and other clerks, untouched by whatever happened before. */
export async function renew(world: World): Promise<void> {
  const { server } = world;
  const { db } = server.database;
  for (const shop of [world.here, world.there, world.depot]) {
    Object.assign(shop, await shift(server, shop.id));
  }
  const styleId = await makeStyle(db);
  const goods: Goods[] = [];
  for (const [place, size] of SIZES.entries()) {
    const gtin = makeGtin();
    const vatRate = RATES[place]!;
    const itemId = await makeItem(db, { styleId, size, gtin, vatRate, listPriceMinor: 99_00 });
    goods.push({ itemId, gtin, vatRate });
    await makeStock(db, { locationId: world.here.id, itemId, quantity: PIECES });
    // The last size is not to be had there.
    const quantity = place === SIZES.length - 1 ? 0 : PIECES;
    if (quantity > 0) await makeStock(db, { locationId: world.there.id, itemId, quantity });
  }
  world.goods = goods;
}

export function shopsOf({ here, there, depot }: World): readonly Shop[] {
  return [here, there, depot];
}

export function shopOf(world: World, id: string): Shop {
  return shopsOf(world).find((shop) => shop.id === id)!;
}
