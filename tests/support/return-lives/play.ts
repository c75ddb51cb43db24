import { isDeepStrictEqual } from 'node:util';
import type { Chance } from '../../../seeds/demo/random.ts';
import { ProblemError } from '../../../server/http/client.ts';
import { newId } from '../../../server/kernel/ids.ts';
import * as answers from './answers.ts';
import { compare } from './compare.ts';
import type { Command, Play } from './command.ts';
import { takeBack } from './counter.ts';
import { finishExchange, handBack, regrade } from './custody.ts';
import { wrongs } from './invariants.ts';
import { followDesks } from './live.ts';
import * as money from './money.ts';
import { emptyNotes, move, type Outcome } from './notebook.ts';
import * as orders from './orders.ts';
import { moveOn } from './roads.ts';
import type { World } from './world.ts';

/** How often each command was done and was refused, and how files ended. */
export type Tally = Map<string, number>;

/** Something that must never be: says what was done before. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

type Maker = (play: Play) => Promise<Command | null>;

const MAKERS: readonly (readonly [Maker, number])[] = [
  [takeBack, 9],
  [orders.collect, 1],
  [orders.cancel, 1],
  [answers.approve, 3],
  [answers.refuse, 1],
  [answers.counter, 2],
  [answers.answerOffer, 4],
  [answers.withdraw, 1],
  [answers.runOut, 1],
  [handBack, 2],
  [finishExchange, 3],
  [regrade, 7],
  [money.callProvider, 4],
  [money.payAtCounter, 2],
  [money.retry, 2],
  [money.otherTender, 2],
  [money.payByHand, 1],
  [money.payDebt, 1],
  [moveOn, 10],
];

/** Plays one sequence at random; after each command the notebook and the tables have their say. */
export async function playLives(world: World, dice: Chance, tally: Tally): Promise<void> {
  const play: Play = { world, dice, notes: emptyNotes(), orderIds: [], shelved: null };
  const story: string[] = [];
  try {
    await orders.placeOrders(play);
    await readShelves(play);
    const desks = await followDesks(play);
    for (let step = dice.whole(8, 22); step > 0; step -= 1) {
      await act(play, story, tally);
      await look(play);
    }
    await money.payEverything(play);
    await look(play);
    await desks();
    for (const { goods, decision } of play.notes.files.values()) {
      count(tally, `ends ${goods} ${decision}`);
    }
  } catch (error) {
    throw new Broken([...story, String(error)].join('\n'), { cause: error });
  }
}

/** What lies where before anything comes back. */
async function readShelves({ world, notes }: Play): Promise<void> {
  const rows = await world.server.database
    .db('ss_stock_level')
    .whereIn(
      'item_id',
      world.goods.map(({ itemId }) => itemId),
    )
    .select<{ location_id: string; item_id: string; condition: string; on_hand: number }[]>();
  for (const row of rows) move(notes, row.location_id, row.item_id, row.condition, row.on_hand);
}

async function look(play: Play): Promise<void> {
  const { world, orderIds } = play;
  const itemIds = world.goods.map(({ itemId }) => itemId);
  const [broken, differs] = await Promise.all([
    wrongs(world.server.database.db, orderIds, itemIds),
    compare(play),
  ]);
  const wrong = [...broken, ...differs];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

async function likely(play: Play): Promise<Command> {
  for (;;) {
    const command = await play.dice.weighted(MAKERS)(play);
    if (command) return command;
  }
}

async function act(play: Play, story: string[], tally: Tally): Promise<void> {
  const { dice } = play;
  const command = await likely(play);
  if (command.name === 'takeBack' && play.shelved === null && dice.happens(0.15)) {
    // Somebody leaves it on the screen and goes on with something else.
    play.shelved = command;
    story.push('takeBack, left on the screen');
    return;
  }
  if (play.shelved !== null && dice.happens(0.3)) {
    const late = play.shelved;
    play.shelved = null;
    await alone(play, late, false, story, tally);
    return;
  }
  const rival = command.alone || dice.happens(0.85) ? null : await rivalOf(play, command);
  if (rival) await together(play, command, rival, story, tally);
  else await alone(play, command, true, story, tally);
}

/** Another who acts at once, the more often on the same thing. */
async function rivalOf(play: Play, command: Command): Promise<Command | null> {
  if (play.dice.happens(0.3)) return { ...command };
  const rival = await likely(play);
  return rival.alone ? null : rival;
}

async function alone(
  play: Play,
  command: Command,
  fresh: boolean,
  story: string[],
  tally: Tally,
): Promise<void> {
  const key = newId();
  const outcome = await told(command, key);
  story.push(`${command.name}: ${said(outcome)}`);
  note(tally, command, outcome);
  const wrong = command.judge(play.notes, outcome, fresh);
  if (wrong !== null) throw new Error(wrong);
  if (command.alone || !play.dice.happens(0.3)) return;
  const again = await told(command, key);
  story.push(`${command.name} again: ${said(again)}`);
  if ('slug' in again !== 'slug' in outcome || !isDeepStrictEqual(again, outcome)) {
    throw new Error('11 the same key had two answers');
  }
}

/** Two at once: what came of both must be what comes of one after the other. */
async function together(
  play: Play,
  one: Command,
  other: Command,
  story: string[],
  tally: Tally,
): Promise<void> {
  const [first, second] = await Promise.all([told(one, newId()), told(other, newId())]);
  story.push(`${one.name}: ${said(first)}, and at once ${other.name}: ${said(second)}`);
  note(tally, one, first);
  note(tally, other, second);
  const orders = [
    [one, first, other, second],
    [other, second, one, first],
  ] as const;
  const wrong: string[] = [];
  const before = play.notes;
  for (const [a, ofA, b, ofB] of orders) {
    play.notes = structuredClone(before);
    const fault = a.judge(play.notes, ofA, true) ?? b.judge(play.notes, ofB, false);
    // Where both orders could have been, what is there now says which it was.
    const faults = fault === null ? await compare(play) : [fault];
    if (faults.length === 0) return;
    wrong.push(...faults.map((each) => `${a.name} first: ${each}`));
  }
  throw new Error(`two at once were neither one after the other\n${wrong.join('\n')}`);
}

/** A reply or a refusal; anything else is a defect. */
async function told(command: Command, key: string): Promise<Outcome> {
  try {
    return { reply: await command.send(key) };
  } catch (error) {
    if (error instanceof ProblemError && error.status < 500) return { slug: error.slug };
    throw new Error(`${command.name}: ${String(error)}`, { cause: error });
  }
}

function said(outcome: Outcome): string {
  return 'slug' in outcome ? outcome.slug : 'done';
}

function note(tally: Tally, { name }: Command, outcome: Outcome): void {
  count(tally, `${name} ${'slug' in outcome ? 'refused' : 'done'}`);
}

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}
