import type { Tx } from '../../../server/db/transaction.ts';
import {
  consumeHolds,
  demandLiveHolds,
  extendHolds,
  releaseHolds,
  setHoldsAside,
} from '../holds/end-holds.ts';
import { piecesInHand } from '../recounts/in-hand.ts';
import type { StockDocument } from '../stock/domain/level.ts';
import { takeOffTheFloor } from '../stock/commands.ts';
import { openReservation, writeStep } from './change-reservation.ts';
import type { ReservationView } from './contracts.ts';
import { reminderFor, type Reservation } from './domain/reservation.ts';
import { viewOf } from './events.ts';
import { tellSetAside } from './mail.ts';
import { offerFreed } from './offer-freed.ts';
import { demandLocation, keptUntil } from './terms.ts';

interface Asked {
  readonly reservationId: string;
}

/** The keeping shop says that it has the piece. */
export async function accept(tx: Tx, { reservationId }: Asked): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, reservationId, 'accept', 'keeping');
  await demandLiveHolds(tx, [reservation.holdId!]);
  return viewOf(await writeStep(tx, reservation, 'accept', { state: to, answerBy: null }));
}

/** The keeping shop cannot keep it: the piece goes back, and the asking shop sees why. */
export async function refuse(
  tx: Tx,
  input: Asked & { readonly because: 'not-found' | 'damaged' | 'other' },
): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, input.reservationId, 'refuse', 'keeping');
  const after = await writeStep(tx, reservation, 'refuse', { state: to }, input.because);
  await releaseHolds(tx, [reservation.holdId!], 'refused');
  if (input.because === 'other') {
    await offerFreed(tx, [reservation]);
    return viewOf(after);
  }
  // A piece that is not there, or is damaged, is offered to nobody: it leaves the sellable stock.
  const inHand = await piecesInHand(tx, reservation);
  const { locationId, itemId, quantity } = reservation;
  const pieces = { locationId, itemId, quantity, inHand };
  await takeOffTheFloor(tx, pieces, input.because, documentOf(reservation));
  return viewOf(after);
}

/** The queueing customer wants the freed piece: it is kept like any other from now on. */
export async function acceptOffer(tx: Tx, { reservationId }: Asked): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, reservationId, 'take-offer', 'either');
  const location = await demandLocation(tx, reservation.locationId);
  const until = keptUntil(location, tx.now, undefined);
  await extendHolds(tx, [reservation.holdId!], until);
  return viewOf(
    await writeStep(tx, reservation, 'take-offer', {
      state: to,
      until,
      answerBy: null,
      remindAt: reminderFor(until, tx.now),
    }),
  );
}

/** The piece was taken from the floor and waits on a shelf; the customer is told. */
export async function setAside(
  tx: Tx,
  { reservationId, shelf }: Asked & { readonly shelf: string },
): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, reservationId, 'set-aside', 'keeping');
  await setHoldsAside(tx, [reservation.holdId!], shelf);
  const after = await writeStep(tx, reservation, 'set-aside', { state: to, answerBy: null, shelf });
  await tellSetAside(tx, after);
  return viewOf(after);
}

/** The piece is kept longer, and the reminder comes again. */
export async function extend(
  tx: Tx,
  input: Asked & { readonly until?: string },
): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, input.reservationId, 'extend', 'either');
  const location = await demandLocation(tx, reservation.locationId);
  const until = keptUntil(location, tx.now, input.until);
  await extendHolds(tx, [reservation.holdId!], until);
  return viewOf(
    await writeStep(tx, reservation, 'extend', {
      state: to,
      until,
      remindAt: reminderFor(until, tx.now),
      remindedAt: null,
      extended: reservation.extended + 1,
    }),
  );
}

/** The customer does not want it any more; the next in the queue is offered the piece at once. */
export async function release(tx: Tx, { reservationId }: Asked): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, reservationId, 'release', 'either');
  const after = await writeStep(tx, reservation, 'release', { state: to }, 'cancelled');
  if (reservation.holdId !== null) {
    await releaseHolds(tx, [reservation.holdId], 'cancelled');
    await offerFreed(tx, [reservation]);
  }
  return viewOf(after);
}

/** The customer has the goods: they leave stock under the reservation's name. */
export async function collect(tx: Tx, { reservationId }: Asked): Promise<ReservationView> {
  const { reservation, to } = await openReservation(tx, reservationId, 'collect', 'keeping');
  const after = await writeStep(tx, reservation, 'collect', { state: to }, 'collected');
  await consumeHolds(tx, [consumption(reservation)], documentOf(reservation));
  return viewOf(after);
}

function documentOf({ reservationId }: Reservation): StockDocument {
  return { kind: 'reservation', id: reservationId };
}

function consumption({ holdId, quantity }: Reservation) {
  return { holdId: holdId!, quantity };
}
