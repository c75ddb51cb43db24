import { randomBytes } from 'node:crypto';
import type { Keyring } from '../../../server/auth/keyring.ts';
import { demand } from '../../../server/auth/actor.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { invalidRequest, notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import {
  customerByPhoneOrCard,
  customersById,
  findOrCreateCustomer,
  itemsById,
  readPhone,
  unknownItems,
} from '../../base/api.ts';
import { placeHolds } from '../holds/place-holds.ts';
import { insufficientStock } from '../problems.ts';
import type { placeReservation as endpoint } from './contracts.ts';
import { reminderFor, type Reservation } from './domain/reservation.ts';
import { reservationPlaced, viewOf } from './events.ts';
import { insertReservation } from './sql.ts';
import { demandLocation, keptUntil, requestAnsweredBy } from './terms.ts';

type Input = InputOf<typeof endpoint>;

/** What the keyed hash of a reservation's code is for. */
export const CODE_PURPOSE = 'store-system.reservation';

/**
 * Keeps a piece for a customer: here at once, in another shop as a request it answers. Without a piece
 * the customer may queue: the next one that is freed is offered to whoever has waited longest.
 */
export async function placeReservation(
  tx: Tx,
  keyring: Keyring,
  input: Input,
): Promise<ReplyOf<typeof endpoint>> {
  demand(tx.actor, 'store-system.reservation.manage', input.askedFrom);
  await demandLocation(tx, input.askedFrom);
  const location = await demandLocation(tx, input.locationId);
  const { itemId, locationId, askedFrom, quantity = 1 } = input;
  if (!(await itemsById(tx, [itemId])).has(itemId)) {
    throw new Refusal(unknownItems, { items: [itemId] });
  }
  const customerId = await demandCustomer(tx, input.customer);
  const until = keptUntil(location, tx.now, input.until);
  const code = scannableCode('RS', randomBytes(12));
  const reservationId = newId();
  const common = {
    reservationId,
    locationId,
    askedFrom,
    itemId,
    quantity,
    customerId,
    codeEnding: code.slice(-4),
    remindedAt: null,
    shelf: null,
    note: input.note ?? null,
    depositMinor: input.depositMinor ?? 0,
    extended: 0,
    placedAt: tx.now,
    version: 1,
  };

  // Last, and only then the row that names the hold: the level is locked as briefly as can be.
  const [result] = await placeHolds(tx, [
    {
      kind: 'customer',
      ownerId: reservationId,
      locationId,
      until,
      lines: [{ itemId, quantity, ownerLineId: reservationId }],
    },
  ]);
  if (result!.outcome === 'refused' && input.ifShort !== 'queue') {
    throw new Refusal(insufficientStock, { shortages: result!.shortages });
  }
  const elsewhere = locationId !== askedFrom;
  const reservation: Reservation =
    result!.outcome === 'refused'
      ? { ...common, holdId: null, state: 'waiting', until: null, answerBy: null, remindAt: null }
      : {
          ...common,
          holdId: result!.holds[0]!.holdId,
          state: elsewhere ? 'requested' : 'active',
          until,
          answerBy: elsewhere ? requestAnsweredBy(location, tx.now) : null,
          remindAt: reminderFor(until, tx.now),
        };
  await insertReservation(tx, { ...reservation, codeHash: keyring.hash(CODE_PURPOSE, code) });
  tx.record(reservationPlaced(reservation));
  return { reservation: viewOf(reservation), code };
}

async function demandCustomer(tx: Tx, customer: Input['customer']): Promise<string> {
  switch (customer.by) {
    case 'id': {
      const found = (await customersById(tx, [customer.customerId])).get(customer.customerId);
      if (!found) throw new Refusal(notFound, { what: { it: 'il cliente', en: 'the customer' } });
      return found.id;
    }
    case 'phone-or-card': {
      const found = await customerByPhoneOrCard(tx, customer.phoneOrCard);
      if (!found) {
        throw new Refusal(notFound, {
          what: {
            it: 'un cliente con questo telefono o questa tessera',
            en: 'a customer with this phone number or card',
          },
        });
      }
      return found.id;
    }
    case 'name': {
      const { name, surname, phone = null, email = null } = customer;
      if (phone !== null && readPhone(phone) === null) refusePhone(tx);
      return findOrCreateCustomer(tx, { name, surname, phone, email });
    }
  }
}

/** A mistyped number that was left out instead would only be missed when somebody wants to call. */
function refusePhone(tx: Tx): never {
  const detail = {
    it: 'Non è un numero di telefono: controlla le cifre.',
    en: 'Not a phone number: check the digits.',
  }[tx.actor.language];
  throw new Refusal(invalidRequest, { errors: [{ pointer: '/customer/phone', detail }] });
}
