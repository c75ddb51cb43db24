import type { Knex } from 'knex';
import type { Actor } from '../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { addOpeningMinutes, nextOpening, type Schedule } from '../../modules/base/api.ts';
import {
  acknowledgeOrders,
  answerAsStaff,
  cancelOrder,
  closeOverdueOrders,
  handOver,
  pickPiece,
  putBackLine,
  reportShortage,
  stageOrder,
  takeOrder,
  type orderSecrets,
} from '../../modules/omnichannel/api.ts';
import type { PlannedEnd, PlannedOrder } from './order-plan.ts';
import type { PersonSeed } from './people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a colleague of the demo may do while its history is played. */
const WORK = [
  'omnichannel.pickup.work',
  'omnichannel.order.read',
  'omnichannel.order.cancel',
  'omnichannel.question.answer',
  'omnichannel.question.decide',
] as const;

export interface Scene {
  readonly db: Knex;
  readonly secrets: ReturnType<typeof orderSecrets>;
  readonly order: PlannedOrder;
  readonly people: readonly PersonSeed[];
  readonly schedule: Schedule;
  readonly now: Date;
}

/** One command of the past, at its own instant. */
export function at<T>(
  db: Knex,
  actor: Actor,
  instant: Date,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(db, actor, work, { at: instant, requestId: 'demo' });
}

function clerkOf(people: readonly PersonSeed[], locationId: string, nth: number): Actor {
  const team = people.filter((person) => person.locationId === locationId);
  const { id, displayName } = team[nth % team.length]!;
  return {
    kind: 'person',
    id,
    name: displayName,
    language: 'it',
    locationId,
    deviceId: null,
    sessionId: null,
    grants: new Map(WORK.map((permission) => [permission, new Set([locationId])])),
  };
}

interface Story {
  readonly scene: Scene;
  readonly orderId: string;
  readonly clerk: Actor;
  /** Small differences between one order and the next. */
  readonly seed: number;
  /** So many opening minutes after the order, never later than this very moment. */
  readonly after: (minutes: number) => Date;
}

const CANCELS: ReadonlySet<PlannedEnd> = new Set(['cancelled', 'cancelled-late']);
const NEVER_READY: ReadonlySet<PlannedEnd> = new Set([
  'picking',
  'picked',
  'staged',
  'short-asked',
]);

/** What happens to an order whose customer does not come, once its days are over. */
export interface LeftBehind {
  readonly overdueAt: Date;
  readonly play: () => Promise<void>;
}

/**
 * What became of one placed order, step by step, by the commands the screens press. Those that nobody
 * collects are told back: closing overdue orders looks at every shop, so it waits until all have got far.
 */
export async function playOrder(
  scene: Scene,
  placed: { readonly orderId: string; readonly version: number },
): Promise<LeftBehind | null> {
  const { db, order, people, schedule, now } = scene;
  const { orderId } = placed;
  const seed = order.placedAt.getTime() % 97;
  const after = (minutes: number): Date => {
    const moment = addOpeningMinutes(schedule, order.placedAt, minutes) ?? order.placedAt;
    return new Date(Math.min(moment.getTime(), now.getTime() - MINUTE));
  };
  const clerk = clerkOf(people, order.locationId, seed);
  const story: Story = { scene, orderId, clerk, seed, after };
  switch (order.end) {
    case 'placed':
      return null;
    case 'acknowledged':
      await at(db, clerk, after(6), (tx) =>
        acknowledgeOrders(tx, { locationId: order.locationId, orderIds: [orderId] }),
      );
      return null;
    case 'cancelled':
      return cancelled(story, placed.version, 12);
    default:
      return prepared(story);
  }
}

async function cancelled(
  { scene, orderId, clerk, after }: Story,
  version: number,
  minutes: number,
): Promise<null> {
  await at(scene.db, clerk, after(minutes), (tx) =>
    cancelOrder(tx, { orderId, reason: 'Richiesta del cliente', expectedVersion: version }),
  );
  return null;
}

async function prepared(story: Story): Promise<LeftBehind | null> {
  const { scene, orderId, clerk, seed, after } = story;
  const { db, order } = scene;
  let { version } = await at(db, clerk, after(8 + (seed % 20)), (tx) => takeOrder(tx, { orderId }));
  if (order.end === 'picking') return null;
  const short = order.end === 'short-asked' || order.end === 'short-partial';
  const [lost, ...rest] = order.lines;
  for (const [place, { item }] of (short ? rest : order.lines).entries()) {
    const { locationId } = order;
    const { gtin } = item;
    const picked = await at(db, clerk, after(25 + (seed % 20) + place), (tx) =>
      pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }),
    );
    version = picked.row.version;
  }
  if (short) {
    const left = await goneWithout(story, lost!.item.id, rest.length > 0);
    if (left === null) return null;
    version = left;
  }
  if (CANCELS.has(order.end)) return cancelled(story, version, 45);
  if (order.end === 'picked') return null;
  const readyAt = after(50 + (seed % 40) + order.lateMinutes);
  const ready = !NEVER_READY.has(order.end);
  const bags = [`BAG-${order.attempt.slice(-6)}`];
  const row = await at(db, clerk, readyAt, (tx) =>
    stageOrder(tx, { orderId, bags, shelf: order.shelf, ready, expectedVersion: version }),
  );
  return ready ? ended(story, readyAt, row) : null;
}

/** The first piece of the order is not there. Null when the order waits, or has nothing left. */
async function goneWithout(
  { scene, orderId, clerk, seed, after }: Story,
  itemId: string,
  somethingLeft: boolean,
): Promise<number | null> {
  const { db, secrets, order } = scene;
  const reason = (['missing', 'on-display', 'damaged', 'missing'] as const)[seed % 4]!;
  const { questions } = await at(db, clerk, after(34 + (seed % 20)), (tx) =>
    reportShortage(tx, secrets, {
      locationId: order.locationId,
      itemId,
      quantity: 1,
      reason,
      orderId,
    }),
  );
  if (order.end === 'short-asked') return null;
  const { questionId } = questions[0]!;
  const answer = { kind: somethingLeft ? ('partial' as const) : ('cancel' as const) };
  await at(db, clerk, after(44 + (seed % 20)), (tx) =>
    answerAsStaff(tx, secrets, { questionId, answer }),
  );
  if (!somethingLeft) return null;
  const { version } = (await db('oc_order').where({ id: orderId }).first('version')) as {
    version: number;
  };
  return version;
}

/** The customer comes, looks and leaves, or does not come. */
async function ended(
  { scene, orderId, seed }: Story,
  readyAt: Date,
  row: { readonly version: number; readonly dueMinor: number; readonly collectBy: string | null },
): Promise<LeftBehind | null> {
  const { db, secrets, order, people, schedule, now } = scene;
  if (order.end === 'ready') return null;
  if (order.end === 'no-show' || order.end === 'no-show-put-back') {
    const overdueAt = new Date(new Date(row.collectBy!).getTime() + 10 * MINUTE);
    if (overdueAt >= now) return null;
    return { overdueAt, play: () => neverCame({ scene, orderId, seed }, overdueAt) };
  }
  const wanted = new Date(readyAt.getTime() + (90 + seed * 40) * MINUTE);
  const comes = nextOpening(schedule, wanted) ?? wanted;
  const moment = new Date(Math.min(comes.getTime(), now.getTime() - MINUTE));
  const lines = (await db('oc_order_line')
    .where({ order_id: orderId })
    .where('picked', '>', 0)
    .select('id', 'picked')) as { id: string; picked: number }[];
  const leaves = order.end === 'left' && !order.paidOnline;
  const visit = leaves
    ? {
        left: lines.map(({ id, picked }) => ({
          lineId: id,
          quantity: picked,
          putBack: 'done' as const,
        })),
      }
    : row.dueMinor > 0
      ? { payment: { kind: 'card' as const, amountMinor: row.dueMinor } }
      : {};
  await at(db, clerkOf(people, order.locationId, seed + 1), moment, (tx) =>
    handOver(tx, secrets, {
      orderId,
      expectedVersion: row.version,
      proof: { kind: 'code', code: secrets.code(orderId) },
      collector: { kind: 'customer' },
      ...visit,
    }),
  );
  return null;
}

async function neverCame(
  { scene, orderId, seed }: Pick<Story, 'scene' | 'orderId' | 'seed'>,
  overdueAt: Date,
): Promise<void> {
  const { db, order, people, schedule, now } = scene;
  const clerk = clerkOf(people, order.locationId, seed);
  await at(db, clerk, overdueAt, (tx) => closeOverdueOrders(tx));
  if (order.end === 'no-show') return;
  const later = new Date(Math.min(overdueAt.getTime() + DAY, now.getTime() - MINUTE));
  const moment = nextOpening(schedule, later) ?? later;
  const lines = (await db('oc_order_line')
    .where({ order_id: orderId })
    .where('to_put_back', '>', 0)
    .select('id')) as { id: string }[];
  for (const { id: lineId } of lines) {
    await at(db, clerk, moment < now ? moment : later, (tx) =>
      putBackLine(tx, { orderId, lineId }),
    );
  }
}
