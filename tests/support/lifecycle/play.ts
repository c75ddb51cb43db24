import { isDeepStrictEqual } from 'node:util';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import type { Chance } from '../../../seeds/demo/random.ts';
import { ProblemError } from '../../../server/http/client.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { orderRequest } from '../make/order.ts';
import { COMMANDS, type Command, type Seen } from './commands.ts';
import { wrongs } from './invariants.ts';
import type { World } from './world.ts';

/** How often each command was done and was refused, and how orders ended. */
export type Tally = Map<string, number>;

/** Something that must never be: says what was done before. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** What somebody is likely to do with an order in this state; anything else is tried now and then. */
const LIKELY: Readonly<Record<string, readonly (keyof typeof COMMANDS)[]>> = {
  placed: ['acknowledge', 'take', 'take', 'take', 'takeNext', 'move', 'delay', 'shipping'],
  acknowledged: [
    'take',
    'take',
    'take',
    'takeNext',
    'moveAsCustomer',
    'delay',
    'undoDelay',
    'shippingAsStaff',
    'undoShipping',
  ],
  picking: [...often('pick', 9), 'short', 'letGo', 'unpick', 'shipping'],
  short: ['answer', 'answer', 'answer', 'pick', 'found', 'found'],
  picked: [...often('stage', 5), 'unpick', 'cancel'],
  staged: [...often('ready', 4), ...often('ship', 4), 'undoShipping', 'cancelAsCustomer'],
  ready: [
    ...often('handOver', 4),
    'expire',
    'expire',
    'undoReady',
    'announce',
    'arrive',
    'arrive',
    'cancel',
  ],
  collected: ['putBack'],
  refused: ['putBack'],
  'no-show': ['putBack', 'reprieve', 'reprieve', 'handOver'],
  cancelled: ['putBack'],
};

function often<T>(what: T, times: number): T[] {
  return Array.from({ length: times }, () => what);
}

const OVER = { collected: 1, refused: 1, 'no-show': 1, cancelled: 1 };

/** Plays one random sequence; after each command everything that must be true is looked at. */
export async function playSequence(world: World, dice: Chance, tally: Tally): Promise<void> {
  const { db } = world.server.database;
  const story: string[] = [];
  const orderIds = await placeSome(world, dice, story);
  if (orderIds.length === 0) return;
  const itemIds = world.pieces.map(({ itemId }) => itemId);
  let last: Seen | null = null;
  for (let step = dice.whole(6, 18); step > 0; step -= 1) {
    // Now and then somebody acts on what they saw a while ago.
    const fresh: Seen = await look(world, orderIds[dice.happens(0.8) ? 0 : orderIds.length - 1]!);
    const seen: Seen = last !== null && dice.happens(0.1) ? last : fresh;
    last = fresh;
    // Over, and everything in its place: little can happen any more.
    if (fresh.state in OVER && fresh.lines.every(({ toPutBack }) => toPutBack === 0)) step -= 4;
    await act(world, seen, dice, story, tally);
    const wrong = await wrongs(db, orderIds, itemIds);
    if (wrong.length > 0) throw new Broken([...story, ...wrong].join('\n'));
  }
  for (const orderId of orderIds) {
    const { state } = await look(world, orderId);
    count(tally, `ends ${state}`);
  }
}

async function placeSome(world: World, dice: Chance, story: string[]): Promise<string[]> {
  const orderIds: string[] = [];
  for (let nth = dice.whole(1, 2); nth > 0; nth -= 1) {
    const pieces = dice.some(world.pieces, dice.whole(1, 3));
    const input = orderRequest({
      locationId: world.here,
      externalId: newId(),
      atCounter: dice.happens(0.4),
      shippingMinor: dice.happens(0.3) ? 4_90 : 0,
      lines: pieces.map(({ gtin }) => ({
        gtin,
        quantity: dice.whole(1, 2),
        unitPriceMinor: dice.whole(9_99, 199_00),
        discounts: dice.happens(0.4) ? [dice.whole(1, 9_99)] : [],
      })),
    });
    const reply = await told(
      world.server.call(placeOrderEndpoint, input, { as: world.web }),
      'place',
      story,
    );
    if (!(reply instanceof ProblemError)) orderIds.push((reply as { orderId: string }).orderId);
  }
  return orderIds;
}

async function act(
  world: World,
  seen: Seen,
  dice: Chance,
  story: string[],
  tally: Tally,
): Promise<void> {
  const names = dice.happens(0.85) ? LIKELY[seen.state]! : Object.keys(COMMANDS);
  const make = (): Command => COMMANDS[dice.pick(names)]!(world, seen, dice);
  const command = make();
  const manner = dice.next();
  if (manner < 0.15) {
    const rival = make();
    story.push(`${seen.state}: ${command.name} and at once ${rival.name}`);
    const outcomes = await Promise.all([
      told(command.send(newId()), command.name, story),
      told(rival.send(newId()), rival.name, story),
    ]);
    note(tally, command, outcomes[0]);
    note(tally, rival, outcomes[1]);
    return;
  }
  story.push(`${seen.state}: ${command.name}`);
  const key = newId();
  const outcome = await told(command.send(key), command.name, story);
  note(tally, command, outcome);
  if (manner < 0.4 && command.keyless !== true)
    await again(world, seen, command, key, outcome, story);
}

/** The same request once more, as after a lost answer: the same answer, and nothing has changed. */
async function again(
  world: World,
  seen: Seen,
  command: Command,
  key: string,
  outcome: unknown,
  story: string[],
): Promise<void> {
  const before = await actsOn(world, seen.orderId);
  const repeated = await told(command.send(key), `${command.name} again`, story);
  if ((await actsOn(world, seen.orderId)) !== before) {
    throw new Broken([...story, '11 the same key had two effects'].join('\n'));
  }
  if (!isDeepStrictEqual(plain(outcome), plain(repeated))) {
    throw new Broken([...story, '11 the same key had two answers'].join('\n'));
  }
}

/** What the house does by itself, a moment after the command. */
const BY_ITSELF = [
  'omnichannel.order-risk-changed.v1',
  'omnichannel.order-customer-told.v1',
  'omnichannel.order-unacknowledged.v1',
];

async function actsOn({ server }: World, orderId: string): Promise<number> {
  const acts = await server.database
    .db('core_outbox')
    .where({ stream: `order:${orderId}` })
    .whereNotIn('type', BY_ITSELF);
  return acts.length;
}

function plain(outcome: unknown): unknown {
  return outcome instanceof ProblemError ? outcome.slug : outcome;
}

/** A reply or a refusal; anything else is a defect. */
async function told(sent: Promise<unknown>, name: string, story: string[]): Promise<unknown> {
  try {
    return await sent;
  } catch (error) {
    if (error instanceof ProblemError && error.status < 500) return error;
    throw new Broken([...story, `${name}: ${String(error)}`].join('\n'), { cause: error });
  }
}

function note(tally: Tally, { name }: Command, outcome: unknown): void {
  count(tally, `${name} ${outcome instanceof ProblemError ? 'refused' : 'done'}`);
}

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

async function look({ server }: World, orderId: string): Promise<Seen> {
  const { rows } = await server.database.db.raw<{ rows: Seen[] }>(
    `select o.id as "orderId", o.version, o.state, o.location_id as "locationId",
       (select jsonb_agg(jsonb_build_object(
           'lineId', l.id, 'itemId', l.item_id, 'gtin', l.gtin, 'quantity', l.quantity,
           'picked', l.picked, 'toPutBack', l.to_put_back) order by l.place)
         from oc_order_line as l where l.order_id = o.id) as lines
     from oc_order as o where o.id = :orderId`,
    { orderId },
  );
  return rows[0]!;
}
