import type { Knex } from 'knex';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { tellCustomers } from '../../../modules/omnichannel/mail/write-letters.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { makeActor } from './actor.ts';
import { makeGtin, makeItem, makeStyle } from './item.ts';
import { makeLocation } from './location.ts';
import { makeOrder, POST, testSecrets, type GivenLine, type GivenOrder } from './order.ts';
import { nextNumber } from './sequence.ts';
import { makeStock } from './stock.ts';

export interface Piece {
  readonly itemId: string;
  readonly gtin: string;
}

/** What a visit decides, beside the order and who comes. */
export type Visit = Omit<
  Parameters<typeof handOver>[2],
  'orderId' | 'proof' | 'collector' | 'expectedVersion'
>;

export interface ReadyOrder {
  readonly orderId: string;
  readonly version: number;
  readonly lineIds: readonly string[];
}

/** A shop with a counter: one style in several sizes, people who work there, orders made ready. */
export interface Counter {
  readonly locationId: string;
  readonly clerk: Actor;
  readonly colleague: Actor;
  /** By size: `pieces.get('42')`. */
  readonly pieces: ReadonlyMap<string, Piece>;
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date): Promise<T>;
  place(lines: readonly GivenLine[], given?: Partial<GivenOrder>, at?: Date): Promise<string>;
  ready(lines: readonly GivenLine[], given?: Partial<GivenOrder>, at?: Date): Promise<ReadyOrder>;
  /** The customer comes with the code. */
  visit(order: ReadyOrder, given: Visit, actor?: Actor): ReturnType<typeof handOver>;
  /** The first line of the order for another size, scanned, the old piece back on sale at once. */
  swap(order: ReadyOrder, size: string): NonNullable<Visit['swaps']>;
  level(size: string): Promise<{ onHand: number; held: number }>;
  order(orderId: string): Promise<Record<string, unknown> & { version: number; state: string }>;
  lineIds(orderId: string): Promise<string[]>;
}

export async function makeCounter(
  db: Knex,
  stock: Readonly<Record<string, { readonly quantity: number; readonly listPriceMinor?: number }>>,
): Promise<Counter> {
  const locationId = await makeLocation(db);
  const styleId = await makeStyle(db);
  const pieces = new Map<string, Piece>();
  for (const [size, { quantity, listPriceMinor = 199_00 }] of Object.entries(stock)) {
    const gtin = makeGtin();
    const sizeOrder = pieces.size;
    const itemId = await makeItem(db, { styleId, gtin, size, sizeOrder, listPriceMinor });
    if (quantity > 0) await makeStock(db, { locationId, itemId, quantity });
    pieces.set(size, { itemId, gtin });
  }
  const may = {
    permissions: [
      'omnichannel.pickup.work',
      'omnichannel.pickup.read',
      'omnichannel.order.cancel',
      'omnichannel.order.read',
    ],
    locations: [locationId],
  };
  const clerk = makeActor({ ...may, name: 'Noemi Ferri' });
  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(db, actor, work, at ? { at } : {});
  const order: Counter['order'] = (orderId) => db('oc_order').where({ id: orderId }).first();
  const place: Counter['place'] = async (lines, given = {}, at) =>
    (await makeOrder(db, { locationId, lines, ...given }, at ? { at } : {})).orderId;
  const lineIds: Counter['lineIds'] = (orderId) =>
    db('oc_order_line').where({ order_id: orderId }).orderBy('place').pluck('id');
  return {
    locationId,
    clerk,
    colleague: makeActor({ ...may, name: 'Luca Pini' }),
    pieces,
    as,
    order,
    place,
    lineIds,
    async ready(lines, given, at) {
      const orderId = await place(lines, given, at);
      await as(clerk, (tx) => takeOrder(tx, { orderId }), at);
      for (const { gtin, quantity = 1 } of lines) {
        for (let piece = 0; piece < quantity; piece += 1) {
          await as(clerk, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }), at);
        }
      }
      const { version: expectedVersion } = await order(orderId);
      const bags = [`B-${nextNumber()}`];
      await as(
        clerk,
        (tx) => stageOrder(tx, { orderId, bags, shelf: 'B3', ready: true, expectedVersion }),
        at,
      );
      const told = new Date((at ?? new Date()).getTime() + 60_000);
      await as(clerk, (tx) => tellCustomers(tx, POST), told);
      const { version } = await order(orderId);
      return { orderId, version, lineIds: await lineIds(orderId) };
    },
    visit: ({ orderId, version }, given, actor = clerk) =>
      as(actor, (tx) =>
        handOver(tx, testSecrets, {
          orderId,
          proof: { kind: 'code', code: testSecrets.code(orderId) },
          collector: { kind: 'customer' },
          expectedVersion: version,
          ...given,
        }),
      ),
    swap: (order, size) => [
      {
        lineId: order.lineIds[0]!,
        quantity: 1,
        gtin: pieces.get(size)!.gtin,
        manner: 'scan',
        putBack: 'done',
      },
    ],
    async level(size) {
      const { itemId } = pieces.get(size)!;
      const row = await db('ss_stock_level')
        .where({ location_id: locationId, item_id: itemId, condition: 'sellable' })
        .first('on_hand', 'held');
      return { onHand: row?.on_hand ?? 0, held: row?.held ?? 0 };
    },
  };
}
