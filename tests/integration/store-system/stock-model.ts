import { expect } from 'chai';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import {
  consumeHolds,
  extendHolds,
  releaseHolds,
  setHoldsAside,
} from '../../../modules/store-system/holds/end-holds.ts';
import { expireHolds } from '../../../modules/store-system/holds/expire-holds.ts';
import { placeHolds } from '../../../modules/store-system/holds/place-holds.ts';
import type { PromiseStatements } from '../../../modules/store-system/holds/sql/promise.ts';
import {
  countStock,
  moveStock,
  receiveStock,
  sellStock,
} from '../../../modules/store-system/stock/commands.ts';
import { web } from '../../support/baskets.ts';
import { differences } from '../../support/reconcile.ts';

/** What a clerk with a notebook would write down: nothing here knows how the system does it. */
export interface Notebook {
  now: number;
  readonly onHand: number[];
  readonly display: number[];
  readonly holds: Note[];
}

interface Note {
  holdId: string;
  item: number;
  quantity: number;
  until: number | null;
  live: boolean;
}

export interface Shop {
  readonly db: Knex;
  readonly shop: string;
  readonly items: readonly string[];
  readonly statements: PromiseStatements;
}

type Step = fc.AsyncCommand<Notebook, Shop>;

const held = ({ holds }: Notebook, item: number): number =>
  holds.reduce((sum, note) => (note.live && note.item === item ? sum + note.quantity : sum), 0);

const inShop = <T>({ db }: Shop, { now }: Notebook, act: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(db, web, act, { at: new Date(now) });

/** The slug of the refusal, or null when it went through. */
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.problem.slug;
    throw error;
  }
}

/** After every step: the shelves are what the notebook says, and everything that must be true is. */
async function compare(notebook: Notebook, shop: Shop): Promise<void> {
  const rows = await shop
    .db('ss_stock_level')
    .where({ location_id: shop.shop })
    .whereIn('condition', ['sellable', 'display'])
    .select<
      { item_id: string; condition: string; on_hand: number; held: number; shortage: number }[]
    >();
  for (const [item, itemId] of shop.items.entries()) {
    const at = (condition: string) =>
      rows.find((row) => row.item_id === itemId && row.condition === condition);
    const promised = held(notebook, item);
    expect(
      [at('sellable')?.on_hand ?? 0, at('sellable')?.held ?? 0, at('sellable')?.shortage ?? 0],
      `item ${item}: on hand, held, shortage`,
    ).to.deep.equal([
      notebook.onHand[item],
      promised,
      Math.max(0, promised - Math.max(0, notebook.onHand[item]!)),
    ]);
    expect(at('display')?.on_hand ?? 0).to.equal(notebook.display[item]);
  }
  expect(await differences(shop.db, STORE_SYSTEM_CHECKS)).to.deep.equal([]);
}

function step(
  name: string,
  act: (notebook: Notebook, shop: Shop) => Promise<void>,
  can: (notebook: Notebook) => boolean = () => true,
): Step {
  return {
    check: can,
    run: async (notebook, shop) => {
      await act(notebook, shop);
      await compare(notebook, shop);
    },
    toString: () => name,
  };
}

const document = { kind: 'model', id: 'test' };

const receive = (item: number, quantity: number): Step =>
  step(`receive ${quantity} of ${item}`, async (notebook, shop) => {
    const lines = [{ itemId: shop.items[item]!, quantity }];
    await inShop(shop, notebook, (tx) =>
      receiveStock(tx, { locationId: shop.shop, lines, document }),
    );
    notebook.onHand[item]! += quantity;
  });

const sell = (item: number, quantity: number): Step =>
  step(`sell ${quantity} of ${item}`, async (notebook, shop) => {
    const lines = [{ itemId: shop.items[item]!, quantity }];
    await inShop(shop, notebook, (tx) => sellStock(tx, { locationId: shop.shop, lines, document }));
    notebook.onHand[item]! -= quantity;
  });

const count = (item: number, counted: number): Step =>
  step(`count ${counted} of ${item}`, async (notebook, shop) => {
    const counts = [
      {
        locationId: shop.shop,
        itemId: shop.items[item]!,
        condition: 'sellable' as const,
        counted,
      },
    ];
    const terms = { rule: 'physical', cause: 'adjustment', document } as const;
    await inShop(shop, notebook, (tx) => countStock(tx, counts, 'count', terms));
    notebook.onHand[item] = counted;
  });

const show = (item: number, quantity: number): Step =>
  step(`put ${quantity} of ${item} in the window`, async (notebook, shop) => {
    const lines = [
      {
        itemId: shop.items[item]!,
        quantity,
        from: 'sellable' as const,
        to: 'display' as const,
      },
    ];
    const refusal = await refusalOf(
      inShop(shop, notebook, (tx) => moveStock(tx, { locationId: shop.shop, lines, document })),
    );
    const left = notebook.onHand[item]! - quantity;
    const missing = (onHand: number) => Math.max(0, held(notebook, item) - Math.max(0, onHand));
    if (left < 0) {
      expect(refusal).to.equal('not-in-stock');
      return;
    }
    if (missing(left) > missing(notebook.onHand[item]!)) {
      expect(refusal).to.equal('pieces-promised');
      return;
    }
    expect(refusal).to.equal(null);
    notebook.onHand[item] = left;
    notebook.display[item]! += quantity;
  });

const place = (lines: readonly (readonly [number, number])[], minutes: number | null): Step =>
  step(`promise ${JSON.stringify(lines)} for ${minutes} minutes`, async (notebook, shop) => {
    const until = minutes === null ? null : notebook.now + minutes * 60_000;
    const [result] = await inShop(shop, notebook, (tx) =>
      placeHolds(
        tx,
        [
          {
            kind: 'cart',
            ownerId: newId(),
            locationId: shop.shop,
            until: until === null ? null : new Date(until),
            lines: lines.map(([item, quantity]) => ({
              itemId: shop.items[item]!,
              quantity,
              ownerLineId: newId(),
            })),
          },
        ],
        shop.statements,
      ),
    );
    const asked = (item: number) =>
      lines.reduce((sum, [of, quantity]) => (of === item ? sum + quantity : sum), 0);
    const short = (item: number) => notebook.onHand[item]! - held(notebook, item) < asked(item);
    const wanted = [...new Set(lines.map(([item]) => item))];
    // Overdue promises on the items that are short give way.
    for (const item of wanted.filter(short)) expireIn(notebook, item);
    if (wanted.some(short)) {
      expect(result!.outcome).to.equal('refused');
      return;
    }
    if (result!.outcome !== 'held') throw new Error('every piece was there');
    result!.holds.forEach(({ holdId }, line) => {
      const [item, quantity] = lines[line]!;
      notebook.holds.push({ holdId, item, quantity, until, live: true });
    });
  });

function expireIn(notebook: Notebook, item: number | null): void {
  for (const note of notebook.holds) {
    const concerned = item === null || note.item === item;
    if (note.live && concerned && note.until !== null && note.until <= notebook.now) {
      note.live = false;
    }
  }
}

/** Something done to one of the promises ever made, live or not. */
function toHold(
  name: string,
  which: number,
  act: (note: Note, notebook: Notebook, shop: Shop) => Promise<void>,
): Step {
  return step(
    `${name} promise ${which}`,
    (notebook, shop) => act(notebook.holds[which % notebook.holds.length]!, notebook, shop),
    ({ holds }) => holds.length > 0,
  );
}

const release = (which: number): Step =>
  toHold('release', which, async (note, notebook, shop) => {
    const ended = await inShop(shop, notebook, (tx) =>
      releaseHolds(tx, [note.holdId], 'cancelled'),
    );
    expect(ended).to.have.lengthOf(note.live ? 1 : 0);
    note.live = false;
  });

const handOver = (which: number, quantity: number): Step =>
  toHold('hand over', which, async (note, notebook, shop) => {
    const taken = Math.min(quantity, note.quantity);
    const refusal = await refusalOf(
      inShop(shop, notebook, (tx) =>
        consumeHolds(tx, [{ holdId: note.holdId, quantity: taken }], {
          kind: 'model',
          id: newId(),
        }),
      ),
    );
    expect(refusal).to.equal(note.live ? null : 'hold-ended');
    if (note.live) notebook.onHand[note.item]! -= taken;
    note.live = false;
  });

const extend = (which: number, minutes: number): Step =>
  toHold('extend', which, async (note, notebook, shop) => {
    const until = notebook.now + minutes * 60_000;
    const refusal = await refusalOf(
      inShop(shop, notebook, (tx) => extendHolds(tx, [note.holdId], new Date(until))),
    );
    expect(refusal).to.equal(note.live ? null : 'hold-ended');
    if (note.live) note.until = until;
  });

const shelve = (which: number): Step =>
  toHold('set aside', which, async (note, notebook, shop) => {
    const refusal = await refusalOf(
      inShop(shop, notebook, (tx) => setHoldsAside(tx, [note.holdId], 'B3')),
    );
    expect(refusal).to.equal(note.live ? null : 'hold-ended');
  });

const wait = (minutes: number): Step =>
  step(`wait ${minutes} minutes`, async (notebook) => {
    notebook.now += minutes * 60_000;
  });

const sweep = (): Step =>
  step('sweep', async (notebook, shop) => {
    await inShop(shop, notebook, (tx) => expireHolds(tx));
    expireIn(notebook, null);
  });

const item = fc.nat({ max: 2 });
const few = fc.integer({ min: 1, max: 3 });
const which = fc.nat({ max: 20 });
const minutes = fc.integer({ min: 1, max: 30 });

/** Everything that can happen to stock and promises of one shop. */
export const STEPS = fc.commands(
  [
    fc.tuple(item, few).map(([of, quantity]) => receive(of, quantity)),
    fc.tuple(item, few).map(([of, quantity]) => sell(of, quantity)),
    fc.tuple(item, fc.nat({ max: 5 })).map(([of, counted]) => count(of, counted)),
    fc.tuple(item, few).map(([of, quantity]) => show(of, quantity)),
    fc
      .tuple(fc.array(fc.tuple(item, few), { minLength: 1, maxLength: 3 }), fc.option(minutes))
      .map(([lines, until]) => place(lines, until)),
    fc
      .tuple(fc.array(fc.tuple(item, fc.constant(1)), { minLength: 1, maxLength: 3 }), minutes)
      .map(([lines, until]) => place(lines, until)),
    which.map(release),
    fc.tuple(which, few).map(([hold, quantity]) => handOver(hold, quantity)),
    fc.tuple(which, minutes).map(([hold, until]) => extend(hold, until)),
    which.map(shelve),
    minutes.map(wait),
    fc.constant(sweep()),
  ],
  { maxCommands: 30 },
);
