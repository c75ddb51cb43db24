import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { businessDayOf, itemsById, openPrintJobs } from '../../base/api.ts';
import { deskOf, exceptionsOf } from '../../store-system/api.ts';
import { demandShop } from '../orders/shop.ts';
import { readFiles } from '../orders/sql/files.ts';
import { rowsOf } from '../pickup/change.ts';
import type { closeDayEndpoint, closingEndpoint, ClosingView } from './contracts.ts';
import { inOrder, openPickups, type OpenMatter } from './domain.ts';
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
    matters: await openMatters(read, locationId),
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

async function openMatters(read: Read, locationId: string): Promise<OpenMatter[]> {
  const files = await readFiles(read, { queueOf: [locationId] });
  const pickups = openPickups(await rowsOf(read, files), read.now);
  const desk = await deskOf(read, { locationId });
  const reservations = desk.reservations.filter(
    ({ locationId: keptAt, until }) =>
      keptAt === locationId && until !== null && Date.parse(until) <= read.now.getTime(),
  );
  const { exceptions: shortages } = await exceptionsOf(read, { locationId });
  const items = await itemsById(
    read,
    [...reservations, ...shortages].map(({ itemId }) => itemId),
  );
  const words = (itemId: string): string => {
    const item = items.get(itemId);
    return item ? `${item.name} ${item.colour} ${item.size}` : itemId;
  };
  const prints = (await openPrintJobs(read, locationId)).filter(
    ({ state, fault }) => state === 'failed' || fault !== null,
  );
  return inOrder([
    ...pickups,
    ...reservations.map(({ reservationId, itemId, shelf }): OpenMatter => ({
      kind: 'reservation',
      id: reservationId,
      about: words(itemId),
      shelf,
      to: '/prenotazioni',
    })),
    ...shortages.map(({ exceptionId, itemId, quantity }): OpenMatter => ({
      kind: 'shortage',
      id: exceptionId,
      about: `${quantity} × ${words(itemId)}`,
      shelf: null,
      to: '/prenotazioni',
    })),
    ...prints.map(({ jobId, about }): OpenMatter => ({
      kind: 'print',
      id: jobId,
      about,
      shelf: null,
      to: '/stampa',
    })),
  ]);
}
