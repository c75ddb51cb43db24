import type { TransferCard } from '../../../modules/store-system/transfers/contracts.ts';
import { readTransfer } from '../../../modules/store-system/transfers/contracts.ts';
import { CHOICES } from '../../../modules/store-system/transfers/domain/differences.ts';
import {
  cancelTransfer,
  finishPicking,
  receiveShipment,
  recallShipment,
  resolveDiscrepancy,
  setPicked,
  shipTransfer,
} from '../../../modules/store-system/transfers/steps-contracts.ts';
import { http, refusedWith, type Command, type Play } from './command.ts';
import * as book from './notebook.ts';
import { shopOf } from './world.ts';

/** A transfer that a return asked for, and the next thing somebody does with it. */
export async function moveOn(play: Play): Promise<Command | null> {
  const { notes, dice } = play;
  const roads = [...notes.roads.values()];
  if (roads.length === 0) return null;
  const road = dice.pick(roads);
  const card = await cardOf(play, road);
  const open = card.discrepancies.filter(({ resolved }) => resolved === null);
  const sent = card.shipments.filter(({ lines }) => lines.some(({ missing }) => missing > 0));
  const left = card.lines.filter(({ accepted, shipped }) => shipped < accepted);
  const ways: (readonly [() => Command, number])[] = [];
  if (left.length > 0) {
    const inHand = card.lines.some(({ picked, shipped }) => picked > shipped);
    ways.push(
      [() => pick(play, road, card), inHand ? 2 : 6],
      [() => ship(play, road), inHand ? 6 : 1],
    );
    ways.push([() => giveUp(play, road, card), 1], [() => cancel(play, road), 0.4]);
  }
  if (sent.length > 0) ways.push([() => receive(play, road, dice.pick(sent)), 8]);
  if (sent.length > 0) ways.push([() => recall(play, road, dice.pick(sent)), 1]);
  if (open.length > 0) ways.push([() => resolve(play, road, dice.pick(open)), 6]);
  if (ways.length === 0) {
    if (dice.happens(0.7)) return null;
    ways.push([() => ship(play, road), 1], [() => cancel(play, road), 1]);
  }
  return dice.weighted(ways)();
}

export function cardOf({ world }: Play, { transferId, to }: book.Road): Promise<TransferCard> {
  return world.server
    .call(readTransfer, { transferId }, { as: shopOf(world, to).manager })
    .then(({ view }) => view);
}

const MOVED = [
  'transfer-state',
  'too-many-pieces',
  'nothing-to-send',
  'hold-ended',
  'not-in-stock',
];

function pick(play: Play, road: book.Road, card: TransferCard): Command {
  const { transferId } = road;
  const { lineId, accepted } = play.dice.pick(card.lines);
  const picked = play.dice.happens(0.8) ? accepted : play.dice.whole(0, accepted + 1);
  const as = shopOf(play.world, road.from).clerk;
  return {
    name: 'pick',
    send: http(play, setPicked, { transferId, lineId, picked }, as),
    judge: (notes, outcome, fresh) => {
      const line = notes.roads.get(transferId)!.lines.get(lineId)!;
      const wanted =
        left(notes, transferId) === 0
          ? 'transfer-state'
          : picked > line.accepted
            ? 'too-many-pieces'
            : picked < line.shipped
              ? 'transfer-state'
              : null;
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, MOVED);
      if (wanted !== null) return `picked, the notebook says ${wanted}`;
      line.picked = picked;
      return null;
    },
  };
}

function left(notes: book.Notes, transferId: string): number {
  const { lines } = notes.roads.get(transferId)!;
  return [...lines.values()].reduce((sum, line) => sum + line.accepted - line.shipped, 0);
}

/** What is not found stays where it is. */
function giveUp(play: Play, road: book.Road, card: TransferCard): Command {
  const { transferId } = road;
  const short = card.lines
    .filter(({ picked, accepted }) => picked < accepted)
    .map(({ lineId }) => ({ lineId, reason: 'kept' as const }));
  const as = shopOf(play.world, road.from).clerk;
  return {
    name: 'giveUp',
    send: http(play, finishPicking, { transferId, short }, as),
    judge: (notes, outcome, fresh) => {
      const { lines } = notes.roads.get(transferId)!;
      const wanted = left(notes, transferId) === 0 ? 'transfer-state' : null;
      const named = new Set(short.map(({ lineId }) => lineId));
      const silent = [...lines].some(([id, line]) => line.picked < line.accepted && !named.has(id));
      const slug = wanted ?? (silent ? 'short-pick-unexplained' : null);
      if ('slug' in outcome)
        return refusedWith(outcome.slug, fresh, slug, [...MOVED, 'short-pick-unexplained']);
      if (slug !== null) return `given up, the notebook says ${slug}`;
      for (const line of lines.values()) line.accepted = line.picked;
      return null;
    },
  };
}

function ship(play: Play, road: book.Road): Command {
  const { transferId } = road;
  const as = shopOf(play.world, road.from).clerk;
  const input = { transferId, carriedBy: 'sender' as const, parcels: 1 };
  return {
    name: 'ship',
    send: http(play, shipTransfer, input, as),
    judge: (notes, outcome, fresh) => {
      const { lines, from } = notes.roads.get(transferId)!;
      const goes = [...lines.values()].reduce((sum, line) => sum + line.picked - line.shipped, 0);
      const wanted =
        left(notes, transferId) === 0 ? 'transfer-state' : goes === 0 ? 'nothing-to-send' : null;
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, MOVED);
      if (wanted !== null) return `shipped, the notebook says ${wanted}`;
      for (const line of lines.values()) {
        book.move(notes, from, line.itemId, line.condition, line.shipped - line.picked);
        line.shipped = line.picked;
      }
      return null;
    },
  };
}

/** What has not left stays: nothing of it is promised any more. */
function cancel(play: Play, road: book.Road): Command {
  const { transferId } = road;
  const as = shopOf(play.world, road.from).colleague;
  const input = { transferId, because: 'Resta qui' };
  return {
    name: 'cancelTransfer',
    send: http(play, cancelTransfer, input, as),
    judge: (notes, outcome, fresh) => {
      const wanted = left(notes, transferId) === 0 ? 'transfer-state' : null;
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, MOVED);
      if (wanted !== null) return 'a transfer of which nothing is left was cancelled';
      for (const line of notes.roads.get(transferId)!.lines.values()) {
        line.accepted = line.shipped;
        line.picked = line.shipped;
      }
      return null;
    },
  };
}

type Sent = TransferCard['shipments'][number];

/** Counted there: all of it, or with a piece missing or damaged. */
function receive(play: Play, road: book.Road, { shipmentId, lines: sent }: Sent): Command {
  const { dice } = play;
  const counts = sent.map(({ lineId, missing }) => {
    const expected = Math.max(0, missing);
    const came = dice.happens(0.5) ? expected : dice.whole(0, expected);
    const damaged = dice.happens(0.2) ? dice.whole(0, came) : 0;
    return { lineId, good: came - damaged, damaged };
  });
  const nothing = counts.every(({ good, damaged }) => good + damaged === 0);
  const complete = nothing || dice.happens(0.7);
  const as = shopOf(play.world, road.to).clerk;
  return {
    name: 'receive',
    send: http(play, receiveShipment, { shipmentId, lines: counts, complete }, as),
    judge: (notes, outcome, fresh) => {
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, null, MOVED);
      const { lines, to } = notes.roads.get(road.transferId)!;
      for (const { lineId, good, damaged } of counts) {
        const line = lines.get(lineId)!;
        book.move(notes, to, line.itemId, line.condition, good);
        book.move(notes, to, line.itemId, 'damaged', damaged);
        line.ended += good + damaged;
      }
      return null;
    },
  };
}

function recall(play: Play, road: book.Road, { shipmentId, lines: sent }: Sent): Command {
  const back = play.dice.happens(0.5);
  const outcome = back ? ('back-at-source' as const) : ('written-off' as const);
  const input = { shipmentId, outcome, because: 'Non arriverà' };
  return {
    name: 'recall',
    send: http(play, recallShipment, input, shopOf(play.world, road.from).manager),
    judge: (notes, done, fresh) => {
      if ('slug' in done) return refusedWith(done.slug, fresh, null, MOVED);
      const { lines, from } = notes.roads.get(road.transferId)!;
      for (const { lineId, missing } of sent) {
        if (missing <= 0) continue;
        const line = lines.get(lineId)!;
        if (back) book.move(notes, from, line.itemId, line.condition, missing);
        line.ended += missing;
      }
      return null;
    },
  };
}

type Difference = TransferCard['discrepancies'][number];

function resolve(play: Play, road: book.Road, difference: Difference): Command {
  const { discrepancyId, kind, lineId, quantity } = difference;
  const choice = play.dice.pick(CHOICES[kind]);
  const end = choice.answers === 'destination' ? road.to : road.from;
  return {
    name: 'resolve',
    send: http(
      play,
      resolveDiscrepancy,
      { discrepancyId, ...choice },
      shopOf(play.world, end).manager,
    ),
    judge: (notes, outcome, fresh) => {
      if ('slug' in outcome) {
        return refusedWith(outcome.slug, fresh, null, ['discrepancy-resolved', ...MOVED]);
      }
      if (kind === 'damaged') return null;
      const line = notes.roads.get(road.transferId)!.lines.get(lineId)!;
      const short = kind === 'short';
      line.ended += short ? quantity : -quantity;
      if (!short) {
        // What came too much and is not there is written up first.
        const lies = book.lies(notes, end, line.itemId, line.condition);
        book.move(notes, end, line.itemId, line.condition, -Math.min(quantity, Math.max(0, lies)));
      } else if (choice.resolution !== 'lost' && choice.resolution !== 'damaged') {
        book.move(notes, end, line.itemId, line.condition, quantity);
      }
      return null;
    },
  };
}
