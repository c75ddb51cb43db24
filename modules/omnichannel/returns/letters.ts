import type { Tx } from '../../../server/db/transaction.ts';
import type { Language } from '../../../server/kernel/text.ts';
import { sendMail } from '../../../server/mail/mail.ts';
import { moneyText } from '../mail/words.ts';
import { selectAddressees } from '../mail/sql.ts';
import type { FiledReturn } from './domain/filed.ts';
import { writtenReturnNumber } from './domain/return.ts';

/** What a customer is written about a file: with its number, so that they can ask. */
export type ReturnNews =
  | 'taken'
  | 'waits'
  | 'approved'
  | 'not-accepted'
  | 'to-repair'
  | 'repaired'
  | 'paid';

interface Words {
  readonly subject: string;
  readonly text: string;
}

const LETTERS: Readonly<
  Record<ReturnNews, Readonly<Record<Language, (number: string, amount: string) => Words>>>
> = {
  taken: {
    it: (number, amount) => ({
      subject: `Reso ${number}: ricevuto`,
      text: `Abbiamo ricevuto i tuoi pezzi. Importo del reso: ${amount}. Se c’è un rimborso, ti scriviamo quando parte.`,
    }),
    en: (number, amount) => ({
      subject: `Return ${number}: received`,
      text: `We have received your pieces. Amount of the return: ${amount}. If there is a refund, we write when it is on its way.`,
    }),
  },
  waits: {
    it: (number) => ({
      subject: `Reso ${number}: lo stiamo valutando`,
      text: 'I tuoi pezzi sono in custodia nel negozio. Ti scriviamo appena c’è una risposta.',
    }),
    en: (number) => ({
      subject: `Return ${number}: we are looking at it`,
      text: 'Your pieces are kept in the store. We write as soon as there is an answer.',
    }),
  },
  approved: {
    it: (number, amount) => ({
      subject: `Reso ${number}: accettato`,
      text: `Il reso è accettato. Importo: ${amount}.`,
    }),
    en: (number, amount) => ({
      subject: `Return ${number}: accepted`,
      text: `The return is accepted. Amount: ${amount}.`,
    }),
  },
  'not-accepted': {
    it: (number) => ({
      subject: `Reso ${number}: non accettato`,
      text: 'Non possiamo accettare questo reso. I tuoi pezzi ti aspettano nel negozio: portaci la ricevuta di custodia.',
    }),
    en: (number) => ({
      subject: `Return ${number}: not accepted`,
      text: 'We cannot accept this return. Your pieces wait for you in the store: bring the custody receipt.',
    }),
  },
  'to-repair': {
    it: (number) => ({
      subject: `Reso ${number}: lo ripariamo`,
      text: 'Come d’accordo ripariamo i tuoi pezzi, senza spese per te. Restano tuoi: ti scriviamo quando sono pronti.',
    }),
    en: (number) => ({
      subject: `Return ${number}: we repair it`,
      text: 'As agreed we repair your pieces, at no cost to you. They stay yours: we write when they are ready.',
    }),
  },
  repaired: {
    it: (number) => ({
      subject: `Reso ${number}: riparato`,
      text: 'I tuoi pezzi sono riparati e ti aspettano nel negozio: portaci la ricevuta di custodia.',
    }),
    en: (number) => ({
      subject: `Return ${number}: repaired`,
      text: 'Your pieces are repaired and wait for you in the store: bring the custody receipt.',
    }),
  },
  paid: {
    it: (number, amount) => ({
      subject: `Reso ${number}: rimborsato`,
      text: `Ti abbiamo rimborsato ${amount}. Su una carta può comparire dopo qualche giorno.`,
    }),
    en: (number, amount) => ({
      subject: `Return ${number}: refunded`,
      text: `We have refunded ${amount}. On a card it may show after some days.`,
    }),
  },
};

/** Writes to the customer, in the language of the order; who left no address is not written to. */
export async function writeToCustomer(
  tx: Tx,
  file: FiledReturn,
  news: ReturnNews,
  amountMinor = file.totalMinor,
): Promise<void> {
  const addressee = (await selectAddressees(tx, [file.orderId])).get(file.orderId);
  if (!addressee) return;
  const { email, language } = addressee;
  const number = writtenReturnNumber(file.year, file.number);
  const { subject, text } = LETTERS[news][language](
    number,
    moneyText(language, amountMinor, file.currency),
  );
  await sendMail(tx, { to: email, subject, text, reference: `return:${file.returnId}` });
}
