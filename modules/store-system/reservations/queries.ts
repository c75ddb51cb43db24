import type { Keyring } from '../../../server/auth/keyring.ts';
import { may } from '../../../server/auth/actor.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { customersById, itemsById, maskedPhone } from '../../base/api.ts';
import { isInSight } from './change-reservation.ts';
import type { DeskView, findReservationByCode, readDeskDetails } from './contracts.ts';
import type { Reservation } from './domain/reservation.ts';
import { viewOf } from './events.ts';
import { CODE_PURPOSE } from './place-reservation.ts';
import { countLiveByCustomer, selectByCodeHash, selectDesk, selectEndedOnShelf } from './sql.ts';

const CONTACT = 'base.customer.contact';

/** The live reservations a location keeps or has asked for, oldest first. */
export async function deskOf(
  read: Read,
  { locationId }: { readonly locationId: string },
): Promise<DeskView> {
  return { locationId, reservations: (await selectDesk(read, locationId)).map(viewOf) };
}

/** A piece that lies on a reservations' shelf although nobody is promised it any more. */
export interface LeftOnShelf {
  readonly reservationId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly shelf: string;
  readonly endedAt: Date;
}

/** Pieces of reservations that ended since a moment without being collected: somebody puts them back. */
export async function leftOnShelf(
  read: Read,
  { locationId, since }: { readonly locationId: string; readonly since: Date },
): Promise<readonly LeftOnShelf[]> {
  const ended = await selectEndedOnShelf(read, locationId, since);
  return ended.map(({ reservationId, itemId, quantity, shelf, endedAt }) => ({
    reservationId,
    itemId,
    quantity,
    shelf: shelf!,
    endedAt,
  }));
}

/** Names, notes and items behind the ids of a desk. */
export async function deskDetails(
  read: Read,
  { locationId }: { readonly locationId: string },
): Promise<ReplyOf<typeof readDeskDetails>> {
  return { details: await detailsOf(read, await selectDesk(read, locationId)) };
}

/** So that nobody keeps half a shop: shown beside the customer's name before a piece is kept. */
export async function liveOfCustomer(
  read: Read,
  { customerId }: { readonly customerId: string },
): Promise<{ live: number }> {
  return { live: await countLiveByCustomer(read, customerId) };
}

/** The reservation of a code. A wrong code, and one of another shop, are answered alike. */
export async function reservationByCode(
  read: Read,
  keyring: Keyring,
  input: InputOf<typeof findReservationByCode>,
): Promise<ReplyOf<typeof findReservationByCode>> {
  const scanned = readCode(input.code);
  const found =
    scanned?.prefix === 'RS'
      ? await selectByCodeHash(read, keyring.hash(CODE_PURPOSE, scanned.code))
      : undefined;
  const here =
    found && (found.locationId === input.locationId || found.askedFrom === input.locationId);
  if (!found || !here || !isInSight(read, found)) {
    throw new Refusal(notFound, {
      what: {
        it: 'una prenotazione con questo codice',
        en: 'a reservation with this code',
      },
    });
  }
  const [details] = await detailsOf(read, [found]);
  return { reservation: viewOf(found), details: details! };
}

async function detailsOf(
  read: Read,
  reservations: readonly Reservation[],
): Promise<ReplyOf<typeof readDeskDetails>['details']> {
  const customers = await customersById(
    read,
    reservations.map(({ customerId }) => customerId),
  );
  const items = await itemsById(
    read,
    reservations.map(({ itemId }) => itemId),
  );
  return reservations.map(({ reservationId, locationId, askedFrom, customerId, itemId, note }) => {
    const customer = customers.get(customerId);
    const phone = customer?.phone ?? null;
    const full = may(read.actor, CONTACT, locationId) || may(read.actor, CONTACT, askedFrom);
    const item = items.get(itemId)!;
    return {
      reservationId,
      note,
      customer: {
        customerId,
        name: customer?.name ?? null,
        surname: customer?.surname ?? null,
        phone: phone === null || full ? phone : maskedPhone(phone),
        hasEmail: (customer?.email ?? null) !== null,
      },
      item: {
        itemId,
        gtin: item.gtin,
        name: item.name,
        size: item.size,
        colour: item.colour,
        colourHex: item.colourHex,
        listPriceMinor: item.listPriceMinor,
        pictureUrl: item.pictureUrl,
      },
    };
  });
}
