import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Left } from '../orders/domain/collection.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import type { Leaving } from '../orders/domain/life.ts';
import {
  sessionMoney,
  shareOut,
  sumSession,
  type LineOutcome,
  type SessionMoney,
  type SessionSums,
} from '../orders/domain/session.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import type { Unit } from '../orders/sql/units.ts';
import {
  amountBackDiffers,
  amountDueDiffers,
  backAboveLimit,
  nothingDecided,
  piecesNotThere,
} from './problems.ts';
import { quoteSwap, type QuotedSwap } from './swap-pieces.ts';
import type { handOverEndpoint } from './counter-contracts.ts';

type Input = InputOf<typeof handOverEndpoint>;

export interface PlannedSwap extends Left, QuotedSwap {
  readonly manner: 'scan' | 'hand';
  /** The pieces that stay in favour of the new ones. */
  readonly units: readonly Unit[];
}

/** The whole of one visit at the counter, reckoned before anything is written. */
export interface CollectionPlan {
  readonly leaving: readonly Leaving[];
  readonly keptUnits: readonly Unit[];
  readonly left: readonly Left[];
  readonly leftUnits: readonly Unit[];
  readonly swaps: readonly PlannedSwap[];
  readonly sums: SessionSums;
  readonly money: SessionMoney;
}

/**
 * Which pieces leave, stay and are swapped, and what is due or goes back for it. Refuses what the bag
 * does not hold, and amounts that are not those the screen showed.
 */
export async function planCollection(
  tx: Tx,
  file: OrderFile,
  units: readonly Unit[],
  input: Input,
): Promise<CollectionPlan> {
  demandLines(file, input);
  const swaps = await quoted(tx, file, input);
  const lines = file.lines.map((line) => outcomeOf(line, swaps, input));
  const shared = lines.map(({ line, outcome }) => {
    const open = units.filter(({ lineId, fate }) => lineId === line.lineId && fate === 'open');
    const parts = shareOut(open.slice(0, line.picked), outcome);
    if (!parts) throw notThere(line, outcome);
    return { line, outcome, open, parts };
  });
  const plan = {
    leaving: shared.flatMap(({ line: { lineId }, outcome: { kept } }) =>
      kept > 0 ? [{ lineId, quantity: kept }] : [],
    ),
    keptUnits: shared.flatMap(({ parts }) => parts.kept),
    left: left(input),
    leftUnits: shared.flatMap(({ parts, line }) => markedLeft(parts.left, line.lineId, input)),
    swaps: shared.flatMap(({ line, parts }) =>
      swaps
        .filter(({ lineId }) => lineId === line.lineId)
        .map((swap, place) => ({ ...swap, units: parts.swapped[place]! })),
    ),
  };
  if (plan.keptUnits.length + plan.left.length + plan.swaps.length === 0) {
    throw new Refusal(nothingDecided, {});
  }
  const sums = sumSession(
    shared.map(({ open, outcome }) => ({
      openUnitsMinor: open.map(({ paidMinor }) => paidMinor),
      outcome,
    })),
  );
  const money = sessionMoney(file, collectedMinor(units), sums);
  await demandAmounts(tx, file, money, input);
  return { ...plan, sums, money };
}

function demandLines(file: OrderFile, { lines = [], left: given = [], swaps = [] }: Input): void {
  const known = new Set(file.lines.map(({ lineId }) => lineId));
  const unknown = [...lines, ...given, ...swaps].find(({ lineId }) => !known.has(lineId));
  if (!unknown) return;
  const { lineId, quantity } = unknown;
  throw new Refusal(piecesNotThere, { lineId, quantity, there: 0 });
}

/** What the pieces cost that the customer has already. */
function collectedMinor(units: readonly Unit[]): number {
  return units
    .filter(({ fate }) => fate === 'collected')
    .reduce((sum, { paidMinor }) => sum + paidMinor, 0);
}

type Quoted = Omit<PlannedSwap, 'units'>;

async function quoted(tx: Tx, file: OrderFile, { swaps = [] }: Input): Promise<Quoted[]> {
  const all: Quoted[] = [];
  for (const { lineId, quantity, gtin, manner, putBack } of swaps) {
    const line = file.lines.find((other) => other.lineId === lineId)!;
    const quote = await quoteSwap(tx, file, line, gtin);
    all.push({ ...quote, lineId, quantity, manner, toPutBack: putBack === 'later' });
  }
  return all;
}

/** Each line once, however often it is named; what is named nowhere leaves unless lines were chosen. */
function outcomeOf(
  line: LineFile,
  swaps: readonly Quoted[],
  { lines, left: given = [] }: Input,
): { readonly line: LineFile; readonly outcome: LineOutcome } {
  const { lineId, picked } = line;
  const ofLine = <T extends { readonly lineId: string }>(some: readonly T[]): T[] =>
    some.filter((one) => one.lineId === lineId);
  const count = (some: readonly { readonly quantity: number }[]): number =>
    some.reduce((sum, { quantity }) => sum + quantity, 0);
  const leftHere = count(ofLine(given));
  const swapped = ofLine(swaps);
  const kept = lines ? count(ofLine(lines)) : Math.max(0, picked - leftHere - count(swapped));
  return { line, outcome: { lineId, kept, left: leftHere, swaps: swapped } };
}

function notThere({ lineId, picked }: LineFile, { kept, left: stays, swaps }: LineOutcome): Error {
  const quantity = kept + stays + swaps.reduce((sum, swap) => sum + swap.quantity, 0);
  return new Refusal(piecesNotThere, { lineId, quantity, there: picked });
}

function left({ left: given = [] }: Input): Left[] {
  return given.map(({ lineId, quantity, putBack }) => ({
    lineId,
    quantity,
    toPutBack: putBack === 'later',
  }));
}

/** The left pieces of a line, each with whether it waits for its scan. */
function markedLeft(units: readonly Unit[], lineId: string, input: Input): Unit[] {
  const waits = left(input)
    .filter((one) => one.lineId === lineId)
    .flatMap(({ quantity, toPutBack }) => Array.from({ length: quantity }, () => toPutBack));
  return units.map((unit, place) => ({ ...unit, toPutBack: waits[place]! }));
}

/** Goods never leave unpaid, and nothing goes back that was not shown. */
async function demandAmounts(
  tx: Tx,
  file: OrderFile,
  { dueNowMinor, backMinor }: SessionMoney,
  { payment, back }: Input,
): Promise<void> {
  const { currency } = file;
  const paidMinor = payment?.amountMinor ?? 0;
  if (paidMinor !== dueNowMinor) {
    throw new Refusal(amountDueDiffers, { dueMinor: dueNowMinor, givenMinor: paidMinor, currency });
  }
  const givenMinor = back?.amountMinor ?? 0;
  if (givenMinor !== backMinor) {
    throw new Refusal(amountBackDiffers, { backMinor, givenMinor, currency });
  }
  if (!back || back.with === 'original') return;
  const { counterUpToMinor: limitMinor } = (await readPolicies(tx)).pickup(file.locationId).refund;
  if (backMinor > limitMinor) throw new Refusal(backAboveLimit, { limitMinor, currency });
}
