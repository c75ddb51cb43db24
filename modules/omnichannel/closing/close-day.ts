import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  businessDayOf,
  itemsById,
  openPrintJobs,
  printsByItself,
  type Item,
  type Schedule,
} from '../../base/api.ts';
import {
  deskOf,
  exceptionsOf,
  leftOnShelf,
  readRecounts,
  transferBoard,
} from '../../store-system/api.ts';
import { demandShop } from '../orders/shop.ts';
import { readFiles } from '../orders/sql/files.ts';
import { rowsOf } from '../pickup/change.ts';
import type { closeDayEndpoint, closingEndpoint, ClosingView } from './contracts.ts';
import { inOrder, openPickups, openTransfers, type OpenMatter } from './domain.ts';
import { dayClosed } from './events.ts';
import { mattersLeftOpen } from './problems.ts';
import { insertClosing, selectClosing } from './sql.ts';

/** What a shop has left open on its business day, and how that was closed. */
export async function readClosing(
  read: Read,
  { locationId }: InputOf<typeof closingEndpoint>,
): Promise<ClosingView> {
  const { schedule } = await demandShop(read, locationId);
  const businessDay = businessDayOf(schedule, read.now);
  const closing = await selectClosing(read, locationId, businessDay);
  return {
    locationId,
    businessDay,
    asOf: read.now.toISOString(),
    matters: await openMatters(read, locationId, schedule),
    closed: closing && {
      at: closing.at.toISOString(),
      actorName: closing.actorName,
      leftOpen: [...closing.leftOpen],
      reason: closing.reason,
    },
  };
}

/** Closes the day. What stands open now counts, not what the screen showed. */
export async function closeDay(
  tx: Tx,
  { locationId, reason }: InputOf<typeof closeDayEndpoint>,
): Promise<ClosingView> {
  const view = await readClosing(tx, { locationId });
  if (view.closed) return view;
  const { matters: leftOpen, businessDay } = view;
  if (leftOpen.length > 0 && reason === undefined) {
    throw new Refusal(mattersLeftOpen, { count: leftOpen.length });
  }
  const why = leftOpen.length > 0 ? (reason ?? null) : null;
  if (await insertClosing(tx, { locationId, businessDay, leftOpen, reason: why })) {
    const left = leftOpen.map(({ kind, id }) => ({ kind, id }));
    tx.record(dayClosed({ locationId, businessDay, leftOpen: left, reason: why }));
  }
  return readClosing(tx, { locationId });
}

const DAY = 86_400_000;

async function openMatters(
  read: Read,
  locationId: string,
  schedule: Schedule,
): Promise<OpenMatter[]> {
  const files = await readFiles(read, { queueOf: [locationId] });
  return inOrder([
    ...openPickups(await rowsOf(read, files), read.now),
    ...(await openGoods(read, locationId, schedule)),
    ...(await transfersLeft(read, locationId)),
    ...(await openPapers(read, locationId)),
  ]);
}

/** Reservations whose last day is today, pieces that somebody puts back, and figures nobody trusts. */
async function openGoods(
  read: Read,
  locationId: string,
  schedule: Schedule,
): Promise<OpenMatter[]> {
  const today = businessDayOf(schedule, read.now);
  const isToday = (instant: Date): boolean => businessDayOf(schedule, instant) === today;
  const { reservations } = await deskOf(read, { locationId });
  const ending = reservations.filter(
    ({ locationId: keptAt, until }) =>
      keptAt === locationId &&
      until !== null &&
      (Date.parse(until) <= read.now.getTime() || isToday(new Date(until))),
  );
  const since = new Date(read.now.getTime() - DAY);
  const over = (await leftOnShelf(read, { locationId, since })).filter(({ endedAt }) =>
    isToday(endedAt),
  );
  const { exceptions: shortages } = await exceptionsOf(read, { locationId });
  const { recounts } = await readRecounts(read, { locationId });
  const items = await itemsById(
    read,
    [...ending, ...over, ...shortages].map(({ itemId }) => itemId),
  );
  const kept = (kind: 'reservation' | 'reservation-over') => (piece: Kept) => ({
    kind,
    id: piece.reservationId,
    about: wordsOf(items.get(piece.itemId), piece.itemId),
    shelf: piece.shelf,
    to: '/prenotazioni',
  });
  return [
    ...ending.map(kept('reservation')),
    ...over.map(kept('reservation-over')),
    ...shortages.map(({ exceptionId, itemId, quantity }): OpenMatter => ({
      kind: 'shortage',
      id: exceptionId,
      about: `${quantity} × ${wordsOf(items.get(itemId), itemId)}`,
      shelf: null,
      to: '/prenotazioni',
    })),
    ...recounts.map(({ recountId, itemId, item }): OpenMatter => ({
      kind: 'recount',
      id: recountId,
      about: wordsOf(item, itemId),
      shelf: null,
      to: '/ricontrolli',
    })),
  ];
}

interface Kept {
  readonly reservationId: string;
  readonly itemId: string;
  readonly shelf: string | null;
}

function wordsOf(
  item: Pick<Item, 'name' | 'colour' | 'size'> | undefined,
  otherwise: string,
): string {
  return item ? `${item.name} ${item.colour} ${item.size}` : otherwise;
}

async function transfersLeft(read: Read, locationId: string): Promise<OpenMatter[]> {
  const { outgoing, incoming } = await transferBoard(read, { locationId });
  return openTransfers(
    outgoing.map(({ transfer, to }) => ({ ...transfer, other: to.name })),
    incoming.map(({ transfer, from }) => ({ ...transfer, other: from.name })),
  );
}

/**
 * What failed, and what still waits for its printer. A shop without one prints from the browser, when
 * somebody wants the paper: that is nothing to close over.
 */
async function openPapers(read: Read, locationId: string): Promise<OpenMatter[]> {
  const jobs = await openPrintJobs(read, locationId);
  const byItself = new Set<string>();
  for (const kind of new Set(jobs.map((job) => job.kind))) {
    if (await printsByItself(read, locationId, kind)) byItself.add(kind);
  }
  const open = jobs.filter(
    ({ state, fault, kind }) => state === 'failed' || fault !== null || byItself.has(kind),
  );
  return open.map(({ jobId, about }) => ({
    kind: 'print',
    id: jobId,
    about,
    shelf: null,
    to: '/stampa',
  }));
}
