import type { Knex } from 'knex';
import {
  requestTransfer,
  transferSteps,
  type AskedTransfer,
} from '../../modules/store-system/api.ts';
import type { Actor } from '../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { PersonSeed } from './people.ts';
import { chance, type Chance } from './random.ts';
import type { LevelSeed } from './stock-history.ts';

const HOUR = 3_600_000;

/** How far a transfer has come. */
type Reached =
  | 'requested'
  | 'declined'
  | 'cancelled'
  | 'draft'
  | 'picked'
  | 'in-transit'
  | 'partly-received'
  | 'short'
  | 'damaged'
  | 'received';

interface Plan {
  readonly from: string;
  readonly to: string;
  readonly causal: string;
  readonly lines: number;
  readonly each: number;
  readonly asked: number;
  readonly reached: Reached;
  readonly note?: string;
}

/** In the order in which they left, so that their papers are numbered as the days went. */
// oxfmt-ignore
const PLANS: readonly Plan[] = [
  { from: 'PC01', to: 'MI01', causal: 'replenishment', lines: 6, each: 2, asked: 80, reached: 'received' },
  { from: 'PC01', to: 'FI01', causal: 'replenishment', lines: 5, each: 2, asked: 54, reached: 'short' },
  { from: 'PC01', to: 'MI01', causal: 'replenishment', lines: 5, each: 2, asked: 50, reached: 'short' },
  { from: 'FI01', to: 'MI01', causal: 'between-stores', lines: 2, each: 1, asked: 48, reached: 'damaged', note: 'Servono per la vetrina di sabato' },
  { from: 'PC01', to: 'NA01', causal: 'consignment', lines: 6, each: 2, asked: 34, reached: 'in-transit' },
  { from: 'PC01', to: 'RM01', causal: 'replenishment', lines: 6, each: 2, asked: 30, reached: 'partly-received' },
  { from: 'PC01', to: 'MI01', causal: 'replenishment', lines: 8, each: 2, asked: 26, reached: 'in-transit' },
  { from: 'MI01', to: 'TO01', causal: 'between-stores', lines: 2, each: 1, asked: 20, reached: 'picked' },
  { from: 'MI01', to: 'BO01', causal: 'between-stores', lines: 3, each: 1, asked: 7, reached: 'draft', note: 'Una cliente le aspetta' },
  { from: 'MI01', to: 'RM01', causal: 'between-stores', lines: 2, each: 1, asked: 3, reached: 'requested', note: 'Ultime taglie, grazie' },
  { from: 'MI01', to: 'MI02', causal: 'window', lines: 1, each: 1, asked: 2, reached: 'requested' },
  { from: 'RM01', to: 'MI01', causal: 'between-stores', lines: 1, each: 1, asked: 5, reached: 'declined' },
  { from: 'BO01', to: 'MI01', causal: 'between-stores', lines: 1, each: 1, asked: 9, reached: 'cancelled' },
];

/** Goods between the warehouse and the shops, and from shop to shop, in every state they can be in. */
export async function playTransfers(
  db: Knex,
  told: {
    readonly people: readonly PersonSeed[];
    readonly levels: readonly LevelSeed[];
    readonly now: Date;
  },
): Promise<void> {
  const dice = chance(20_260_912);
  for (const plan of PLANS) {
    try {
      await play(db, plan, dice, told);
    } catch (error) {
      // The pieces are already promised to somebody: this transfer was never asked for.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

type Told = Parameters<typeof playTransfers>[1];

async function play(db: Knex, plan: Plan, dice: Chance, told: Told): Promise<void> {
  const { from, to, causal, reached, note = null } = plan;
  const giver = colleague(told.people, from);
  const taker = colleague(told.people, to);
  let hour = plan.asked;
  /** Each step an hour or three after the one before it. */
  const at = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const then = new Date(told.now.getTime() - hour * HOUR);
    hour = Math.max(0.1, hour - dice.whole(1, 3));
    return inTransaction(db, actor, work, { at: then, requestId: 'demo' });
  };
  const lines = wantedLines(plan, dice, told.levels);
  const asked = await at(taker, (tx) => requestTransfer(tx, { from, to, causal, lines, note }));
  const { transferId } = asked.transfer;
  const { accept, decline, cancel, finish } = transferSteps;
  if (reached === 'requested') return;
  if (reached === 'declined') {
    await at(giver, (tx) => decline(tx, { transferId, reason: 'needed-here' }));
    return;
  }
  await at(giver, (tx) => accept(tx, { transferId }));
  if (reached === 'cancelled') {
    await at(taker, (tx) => cancel(tx, { transferId, because: 'La cliente ha cambiato idea' }));
    return;
  }
  const picked = reached === 'draft' ? asked.lines.slice(0, 1) : asked.lines;
  for (const { lineId, quantity } of picked) {
    await at(giver, (tx) => transferSteps.setPicked(tx, { transferId, lineId, picked: quantity }));
  }
  if (reached === 'draft') return;
  await at(giver, (tx) => finish(tx, { transferId, place: 'Banco spedizioni' }));
  if (reached === 'picked') return;
  await travel(at, { giver, taker }, asked, reached);
}

async function travel(
  at: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<T>,
  { giver, taker }: { readonly giver: Actor; readonly taker: Actor },
  { transfer: { transferId }, lines }: AskedTransfer,
  reached: Reached,
): Promise<void> {
  const { ship, receive, confirm } = transferSteps;
  const terms = {
    transferId,
    carriedBy: 'carrier' as const,
    carrier: 'Trasporti Val Trebbia S.r.l.',
    parcels: 1,
    weightGrams: 6_500,
  };
  const half = lines.slice(0, Math.ceil(lines.length / 2));
  const { shipmentId } = await at(giver, (tx) =>
    ship(tx, reached === 'partly-received' ? { ...terms, lines: onlyPieces(half) } : terms),
  );
  if (reached === 'in-transit') return;
  if (reached === 'received') {
    await at(taker, (tx) => confirm(tx, { shipmentId }));
    return;
  }
  if (reached === 'partly-received') {
    await at(giver, (tx) => ship(tx, terms));
    await at(taker, (tx) => confirm(tx, { shipmentId }));
    return;
  }
  const counted = lines.map(({ lineId, quantity }, place) => {
    const wrong = place === 0 ? 1 : 0;
    return reached === 'short'
      ? { lineId, good: quantity - wrong, damaged: 0 }
      : { lineId, good: quantity - wrong, damaged: wrong };
  });
  await at(taker, (tx) => receive(tx, { shipmentId, lines: counted, complete: true }));
}

function onlyPieces(lines: AskedTransfer['lines']) {
  return lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
}

/** Items of which the giving side has enough to spare some. */
function wantedLines({ from, lines, each }: Plan, dice: Chance, levels: readonly LevelSeed[]) {
  const plenty = levels.filter(
    ({ locationId, condition, onHand }) =>
      locationId === from && condition === 'sellable' && onHand >= each + 3,
  );
  return dice.some(plenty, lines).map(({ itemId }) => ({ itemId, quantity: each }));
}

function colleague(people: readonly PersonSeed[], locationId: string): Actor {
  const { id, displayName } = people.find((person) => person.locationId === locationId)!;
  const here = new Set([locationId]);
  const may = ['read', 'request', 'ship', 'receive'].map(
    (what) => [`store-system.transfers.${what}`, here] as const,
  );
  return {
    kind: 'person',
    id,
    name: displayName,
    language: 'it',
    locationId,
    deviceId: null,
    sessionId: null,
    grants: new Map(may),
  };
}
