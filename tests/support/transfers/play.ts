import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import { inTransaction } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { sellStock } from '../../../modules/store-system/stock/commands.ts';
import type { TransferCard } from '../../../modules/store-system/transfers/contracts.ts';
import { CHOICES } from '../../../modules/store-system/transfers/domain/differences.ts';
import type { Chance } from '../../../seeds/demo/random.ts';
import { web } from '../baskets.ts';
import { makeGtin, makeItem, makeStyle } from '../make/item.ts';
import { makeLocation } from '../make/location.ts';
import { makeStock } from '../make/stock.ts';
import { BY_VAN, makeEnds, transferSteps, type TransferSteps } from '../make/transfer-chain.ts';
import { wrongs } from './invariants.ts';
import * as book from './notebook.ts';

/** How often each command was done and was refused, and how transfers ended. */
export type Tally = Map<string, number>;

/** Something that must never be: says what was done before. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** Two places that send each other goods. */
export interface Road {
  readonly db: Knex;
  readonly from: string;
  readonly to: string;
  readonly steps: TransferSteps;
  readonly sender: TransferSteps;
}

export async function makeRoad(db: Knex): Promise<Road> {
  const from = await makeLocation(db);
  const to = await makeLocation(db);
  const ends = makeEnds(from, to);
  const steps = transferSteps(db, ends);
  // Differences are cleared by whoever may: here by one person for each end.
  return {
    db,
    from,
    to,
    steps,
    sender: transferSteps(db, { giver: ends.giver, taker: ends.giver }),
  };
}

interface Play extends Road {
  readonly items: readonly { readonly itemId: string; readonly gtin: string }[];
  readonly dice: Chance;
  readonly notes: book.Notebook;
  transferId: string;
}

type Outcome = readonly [expected: book.Verdict, work: Promise<unknown>];

const PIECES = 6;

/** Plays one transfer at random, comparing it with the notebook and with what must be true at every step. */
export async function playTransfer(road: Road, dice: Chance, tally: Tally): Promise<void> {
  const play = await begin(road, dice);
  const story: string[] = [];
  const itemIds = play.items.map(({ itemId }) => itemId);
  for (let step = dice.whole(10, 24); step > 0; step -= 1) {
    const name = play.transferId === '' ? 'begin' : dice.pick(likely(play.notes));
    const [expected, work] = await COMMANDS[name]!(play);
    const refused = await slugOf(work);
    story.push(`${name}: ${refused ?? 'done'}`);
    count(tally, `${name} ${refused === null ? 'done' : 'refused'}`);
    if (refused !== expected) {
      throw new Broken([...story, `the notebook says ${expected ?? 'done'}`].join('\n'));
    }
    if (play.transferId === '') continue;
    const wrong = [
      ...(await wrongs(play.db, play.transferId, itemIds)),
      ...(await disagreements(play)),
    ];
    if (wrong.length > 0) throw new Broken([...story, ...wrong].join('\n'));
    if (['declined', 'cancelled', 'received'].includes(play.notes.state)) step -= 3;
  }
  count(tally, `ends ${play.notes.state}`);
}

async function begin(road: Road, dice: Chance): Promise<Play> {
  const { db } = road;
  const styleId = await makeStyle(db);
  const items: { itemId: string; gtin: string }[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    const gtin = makeGtin();
    const itemId = await makeItem(db, { styleId, gtin, size: String(40 + nth) });
    await makeStock(db, { locationId: road.from, itemId, quantity: PIECES });
    items.push({ itemId, gtin });
  }
  const none = () => items.map(() => 0);
  const notes: book.Notebook = {
    source: items.map(() => PIECES),
    destination: none(),
    damaged: none(),
    doubted: none(),
    gone: none(),
    state: 'requested',
    picking: true,
    lines: [],
    shipments: [],
  };
  return { ...road, items, dice, notes, transferId: '' };
}

const COMMANDS: Readonly<Record<string, (play: Play) => Promise<Outcome>>> = {
  begin: async (play) => {
    const { dice, from, to, items, notes, steps } = play;
    const wanted = dice
      .some([0, 1, 2], dice.whole(1, 2))
      .map((item) => [item, dice.whole(1, dice.happens(0.1) ? PIECES + 1 : 4)] as const);
    const agreed = dice.happens(0.3);
    const expected = agreed ? book.sendUnasked(notes, wanted) : null;
    const lines = wanted.map(([item, quantity]) => ({ itemId: items[item]!.itemId, quantity }));
    const input = { from, to, causal: 'between-stores', lines };
    const work = (agreed ? steps.send(input) : steps.ask(input)).then((asked) => {
      play.transferId = asked.transfer.transferId;
      notes.state = agreed ? 'draft' : 'requested';
      for (const { lineId, itemId, quantity: requested } of asked.lines) {
        const item = items.findIndex((each) => each.itemId === itemId);
        const accepted = agreed ? requested : 0;
        notes.lines.push({ lineId, item, requested, accepted, picked: 0, shipped: 0 });
      }
    });
    return [expected, work];
  },
  accept: async ({ dice, notes, steps, transferId }) => {
    const fewer = new Map(
      notes.lines
        .filter(() => dice.happens(0.25))
        .map(({ lineId, requested }) => [lineId, dice.whole(0, requested + 1)]),
    );
    const lines = [...fewer].map(([lineId, quantity]) => ({ lineId, quantity }));
    return [book.accept(notes, fewer), steps.accept({ transferId, lines })];
  },
  decline: async ({ notes, steps, transferId }) => [
    book.decline(notes),
    steps.decline({ transferId, reason: 'needed-here' }),
  ],
  pick: async ({ dice, notes, items, steps, transferId }) => {
    const line = dice.pick(notes.lines);
    const pieces = dice.whole(1, 2);
    const expected =
      line.requested === 0
        ? book.pickStranger(notes)
        : book.setPicked(notes, line, line.picked + pieces);
    return [expected, steps.pick({ transferId, gtin: items[line.item]!.gtin, pieces })];
  },
  setPicked: async ({ dice, notes, steps, transferId }) => {
    const line = dice.pick(notes.lines);
    const picked = dice.happens(0.6) ? line.accepted : dice.whole(0, line.accepted + 1);
    const { lineId } = line;
    const expected = book.setPicked(notes, line, picked);
    return [expected, steps.setPicked({ transferId, lineId, picked })];
  },
  finish: async ({ dice, notes, steps, transferId }) => {
    const reasons = new Map(
      notes.lines
        .filter(({ picked, accepted }) => picked < accepted && dice.happens(0.9))
        .map(({ lineId }) => [lineId, dice.pick(['kept', 'missing'] as const)]),
    );
    const short = [...reasons].map(([lineId, reason]) => ({ lineId, reason }));
    return [book.finish(notes, reasons), steps.finish({ transferId, short })];
  },
  ship: async ({ dice, notes, steps, transferId }) => {
    const most = notes.lines.map(
      ({ lineId, picked, shipped }) => [lineId, picked - shipped] as const,
    );
    const part = most.map(
      ([lineId, pieces]) => [lineId, dice.whole(0, pieces + Number(dice.happens(0.1)))] as const,
    );
    const some = dice.happens(0.5) && part.some(([, pieces]) => pieces > 0);
    const wanted = new Map(some ? part : most);
    const lines = [...wanted]
      .filter(([, quantity]) => quantity > 0)
      .map(([lineId, quantity]) => ({ lineId, quantity }));
    const id = `shipment ${notes.shipments.length}`;
    const expected = book.ship(notes, wanted, id);
    const terms = { transferId, ...BY_VAN };
    const work = steps.ship(some ? { ...terms, lines } : terms);
    // What the notebook calls a shipment by is only known once it has left.
    const named = work.then(({ shipmentId }) => {
      const sent = notes.shipments.find((each) => each.shipmentId === id)!;
      notes.shipments.splice(notes.shipments.indexOf(sent), 1, { ...sent, shipmentId });
    });
    return [expected, named];
  },
  cancel: async ({ dice, notes, steps, sender, transferId }) => [
    book.cancel(notes),
    (dice.happens(0.5) ? steps : sender).cancel({ transferId, because: 'Non serve più' }),
  ],
  receive: async ({ dice, notes, items, steps }) => {
    const sent = dice.pick(notes.shipments);
    const counts = [...sent.lines]
      .filter(() => dice.happens(0.85))
      .map(([lineId, parcel]): book.Count => {
        const missing = Math.max(0, book.onTheRoad(parcel));
        const came = dice.happens(0.6)
          ? missing
          : dice.whole(0, missing + Number(dice.happens(0.3)));
        const damaged = dice.happens(0.3) ? dice.whole(0, came) : 0;
        return { lineId, item: parcel.item, good: came - damaged, damaged };
      });
    const complete = dice.happens(0.6);
    const { shipmentId } = sent;
    const known = notes.lines.map(({ item }) => item);
    const stranger = [0, 1, 2].find((item) => !known.includes(item));
    const surprise =
      stranger !== undefined && dice.happens(0.15)
        ? [{ lineId: '', item: stranger, good: 1, damaged: 0 }]
        : [];
    const expected = book.receive(notes, sent, counts, complete);
    const lines = counts.map(({ lineId, good, damaged }) => ({ lineId, good, damaged }));
    if (expected !== null || surprise.length === 0) {
      return [expected, steps.receive({ shipmentId, lines, complete })];
    }
    const { gtin } = items[stranger!]!;
    const unexpected = [{ gtin, good: 1, damaged: 0 }];
    const work = steps.receive({ shipmentId, lines, unexpected, complete }).then(async (reply) => {
      const card = await steps.card(reply.transfer.transferId);
      const { lineId } = card.lines.find(({ item }) => item.gtin === gtin)!;
      const nothing = { requested: 0, accepted: 0, picked: 0, shipped: 0 };
      notes.lines.push({ lineId, item: stranger!, ...nothing });
      sent.lines.set(lineId, {
        item: stranger!,
        sent: 0,
        got: 1,
        broken: 0,
        cleared: 0,
        complaints: 0,
      });
      notes.destination[stranger!]! += 1;
      book.restate(notes);
    });
    return [expected, work];
  },
  confirm: async ({ dice, notes, steps }) => {
    const sent = dice.pick(notes.shipments);
    const counts = [...sent.lines]
      .filter(([, parcel]) => book.onTheRoad(parcel) > 0)
      .map(([lineId, parcel]): book.Count => {
        return { lineId, item: parcel.item, good: book.onTheRoad(parcel), damaged: 0 };
      });
    const { shipmentId } = sent;
    const expected =
      counts.length === 0 ? 'transfer-state' : book.receive(notes, sent, counts, true);
    return [expected, steps.confirm({ shipmentId })];
  },
  recall: async ({ dice, notes, steps }) => {
    const sent = dice.pick(notes.shipments);
    const { shipmentId } = sent;
    const back = dice.happens(0.5);
    const outcome = back ? 'back-at-source' : 'written-off';
    const work = steps.recall({ shipmentId, outcome, because: 'Indirizzo sbagliato' });
    return [book.recall(notes, sent, back), work];
  },
  resolve: async (play) => {
    const { dice, notes, steps, sender, transferId } = play;
    const card = await steps.card(transferId);
    const open = card.discrepancies.filter(({ resolved }) => resolved === null);
    if (open.length === 0) {
      const over = card.discrepancies[0];
      if (!over) return [null, Promise.resolve()];
      const { discrepancyId } = over;
      const again = { discrepancyId, resolution: 'lost', answers: 'destination' } as const;
      return ['discrepancy-resolved', steps.resolve(again)];
    }
    const difference = dice.pick(open);
    const { discrepancyId, kind, lineId, shipmentId } = difference;
    const choice = dice.pick(CHOICES[kind]);
    const sent = notes.shipments.find((each) => each.shipmentId === shipmentId)!;
    const own = choice.answers === 'destination' ? steps : sender;
    if (dice.happens(0.15)) {
      const other = choice.answers === 'destination' ? sender : steps;
      return ['forbidden', other.resolve({ discrepancyId, ...choice })];
    }
    book.clear(notes, sent, lineId, difference, choice);
    return [null, own.resolve({ discrepancyId, ...choice })];
  },
  till: async ({ db, dice, from, items, notes }) => {
    const item = dice.whole(0, 2);
    const { itemId } = items[item]!;
    notes.source[item]! -= 1;
    const document = { kind: 'sale', id: 'till' };
    const lines = [{ itemId, quantity: 1 }];
    return [
      null,
      inTransaction(db, web, (tx) => sellStock(tx, { locationId: from, lines, document })),
    ];
  },
};
export const COMMAND_NAMES = Object.keys(COMMANDS);

function likely({ state, shipments }: book.Notebook): string[] {
  const usual: Readonly<Record<string, readonly string[]>> = {
    requested: [...often('accept', 9), 'decline'],
    draft: [...often('setPicked', 5), 'pick', 'pick', 'finish', 'ship', 'ship', 'till'],
    picked: [...often('ship', 6), 'setPicked', 'till'],
    'in-transit': [...often('receive', 6), 'confirm', 'ship', 'setPicked', 'recall', 'finish'],
    'partly-received': ['receive', 'receive', 'resolve', 'ship', 'finish', 'confirm', 'cancel'],
    discrepancy: ['resolve', 'resolve', 'resolve', 'receive', 'recall', 'confirm'],
  };
  const many = (usual[state] ?? []).flatMap((name) => often(name, 4));
  const anything = ['accept', 'decline', 'pick', 'finish', 'ship', 'cancel', 'resolve'];
  const sent = shipments.length > 0 ? ['receive', 'confirm', 'recall'] : [];
  return [...many, ...anything, ...sent];
}

function often<T>(what: T, times: number): T[] {
  return Array.from({ length: times }, () => what);
}

/** Where the system says something else than the notebook. */
async function disagreements({ db, from, to, items, notes, steps, transferId }: Play) {
  const rows = await db('ss_stock_level')
    .whereIn(
      'item_id',
      items.map(({ itemId }) => itemId),
    )
    .select<{ location_id: string; item_id: string; condition: string; on_hand: number }[]>();
  const at = (locationId: string, condition: string) =>
    items.map(
      ({ itemId }) =>
        rows.find(
          (row) =>
            row.location_id === locationId && row.item_id === itemId && row.condition === condition,
        )?.on_hand ?? 0,
    );
  const card: TransferCard = await steps.card(transferId);
  const lines = card.lines.map(({ lineId, accepted, picked, shipped, received, inTransit }) => ({
    lineId,
    numbers: [accepted, picked, shipped, received, inTransit],
  }));
  const noted = notes.lines.map(({ lineId, accepted, picked, shipped }) => {
    const parcels = notes.shipments.flatMap((sent) => sent.lines.get(lineId) ?? []);
    const got = parcels.reduce((sum, parcel) => sum + parcel.got, 0);
    const road = parcels.reduce((sum, parcel) => sum + book.onTheRoad(parcel), 0);
    return { lineId, numbers: [accepted, picked, shipped, got, road] };
  });
  const said = {
    state: card.transfer.state,
    source: at(from, 'sellable'),
    destination: at(to, 'sellable'),
    damaged: at(to, 'damaged'),
    lines: lines.sort(byLine),
  };
  const { state, source, destination, damaged } = notes;
  const hoped = { state, source, destination, damaged, lines: noted.sort(byLine) };
  if (isDeepStrictEqual(said, hoped)) return [];
  return [`the system says ${JSON.stringify(said)}`, `the notebook    ${JSON.stringify(hoped)}`];
}

function byLine(a: { readonly lineId: string }, b: { readonly lineId: string }): number {
  return a.lineId < b.lineId ? -1 : 1;
}

async function slugOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.problem.slug;
    throw error;
  }
}

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}
