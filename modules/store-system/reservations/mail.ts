import { sendMail } from '../../../server/mail/mail.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { Language } from '../../../server/kernel/text.ts';
import { customersById, itemsById, locationsById } from '../../base/api.ts';
import type { Reservation } from './domain/reservation.ts';

/** What a message about a reservation can say. */
interface Said {
  readonly name: string;
  readonly item: string;
  readonly shop: string;
  readonly until: string;
}

interface Message {
  readonly subject: string;
  readonly text: string;
}

type Words = Readonly<Record<Language, (said: Said) => Message>>;

const SET_ASIDE: Words = {
  it: ({ name, item, shop, until }) => ({
    subject: `${item} è da parte per te`,
    text: `Ciao ${name},\n\n${item} ti aspetta da ${shop} fino a ${until}.\nPorta il codice della prenotazione, oppure di’ il tuo nome alla cassa.`,
  }),
  en: ({ name, item, shop, until }) => ({
    subject: `${item} is set aside for you`,
    text: `Hello ${name},\n\n${item} is waiting for you at ${shop} until ${until}.\nBring your reservation code, or say your name at the counter.`,
  }),
};

const REMINDER: Words = {
  it: ({ name, item, shop, until }) => ({
    subject: `Ancora un’ora per ${item}`,
    text: `Ciao ${name},\n\nteniamo da parte ${item} da ${shop} fino a ${until}. Ti serve più tempo? Chiama il negozio.`,
  }),
  en: ({ name, item, shop, until }) => ({
    subject: `One more hour for ${item}`,
    text: `Hello ${name},\n\nwe keep ${item} at ${shop} until ${until}. Do you need more time? Call the shop.`,
  }),
};

const OFFER: Words = {
  it: ({ name, item, shop, until }) => ({
    subject: `${item} è di nuovo disponibile`,
    text: `Ciao ${name},\n\n${item} che aspettavi è arrivato da ${shop}. Lo teniamo per te fino a ${until}: rispondi al negozio se lo vuoi ancora.`,
  }),
  en: ({ name, item, shop, until }) => ({
    subject: `${item} is available again`,
    text: `Hello ${name},\n\n${item}, which you were waiting for, is at ${shop}. We keep it for you until ${until}: tell the shop if you still want it.`,
  }),
};

export const tellSetAside = (tx: Tx, reservation: Reservation) => tell(tx, reservation, SET_ASIDE);
export const tellReminder = (tx: Tx, reservation: Reservation) => tell(tx, reservation, REMINDER);
export const tellOffer = (tx: Tx, reservation: Reservation) => tell(tx, reservation, OFFER);

/** Writes to the customer if there is an address; in the same transaction, so never about what did not happen. */
async function tell(tx: Tx, reservation: Reservation, words: Words): Promise<void> {
  const { customerId, itemId, locationId, until, reservationId } = reservation;
  const customer = (await customersById(tx, [customerId])).get(customerId);
  if (!customer?.email || until === null) return;
  const item = (await itemsById(tx, [itemId])).get(itemId)!;
  const location = (await locationsById(tx, [locationId])).get(locationId)!;
  const message = words[customer.language]({
    name: customer.name ?? '',
    item: `${item.name}, ${item.colour}, ${item.size}`,
    shop: location.name,
    until: new Intl.DateTimeFormat(customer.language === 'it' ? 'it-IT' : 'en-GB', {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone: location.zone,
    }).format(until),
  });
  await sendMail(tx, { to: customer.email, ...message, reference: `reservation:${reservationId}` });
}
