import { writtenCode } from '../../../server/kernel/codes.ts';
import type { Language } from '../../../server/kernel/text.ts';
import { instantText } from '../mail/words.ts';

/** What the customer keeps as proof. */
export interface AcknowledgedFacts {
  readonly language: Language;
  readonly name: string;
  readonly number: string;
  readonly placedAt: Date;
  readonly declaredAt: Date;
  readonly zone: string;
  readonly seller: string;
  readonly toBringBack: readonly string[];
  readonly cancelled: readonly string[];
  readonly url: string;
  /** What the counter scans; null when nothing has to be brought back. */
  readonly returnCode: string | null;
}

/** The acknowledgement on a durable medium: content, date and time of the declaration (art. 54-bis). */
export function acknowledgement(facts: AcknowledgedFacts): { subject: string; text: string } {
  const { language, name, number, zone, seller, url, toBringBack, cancelled } = facts;
  const at = instantText(language, zone, facts.declaredAt);
  const ordered = instantText(language, zone, facts.placedAt);
  if (language === 'it') {
    return {
      subject: `Ordine ${number}: abbiamo ricevuto il tuo recesso`,
      text: [
        `Ciao ${name},`,
        `${at} (ora del negozio) abbiamo ricevuto questa dichiarazione, che confermiamo:`,
        `«Io, ${name}, recedo dal contratto per l’ordine ${number} del ${ordered}, concluso con ${seller}»`,
        ...(toBringBack.length > 0 ? [`Pezzi da restituire:\n${toBringBack.join('\n')}`] : []),
        ...(cancelled.length > 0
          ? [`Pezzi non ancora ritirati, annullati:\n${cancelled.join('\n')}`]
          : []),
        toBringBack.length > 0
          ? 'Riportali in un nostro negozio entro 14 giorni. Ti rimborsiamo con lo stesso mezzo di pagamento entro 14 giorni da oggi; possiamo aspettare di avere i pezzi.'
          : 'Ti rimborsiamo con lo stesso mezzo di pagamento entro 14 giorni da oggi.',
        ...(facts.returnCode
          ? [`Al banco mostra questo codice: ${writtenCode(facts.returnCode)}`]
          : []),
        `Il tuo ordine: ${url}`,
      ].join('\n\n'),
    };
  }
  return {
    subject: `Order ${number}: we have received your withdrawal`,
    text: [
      `Hello ${name},`,
      `On ${at} (time of the store) we received this declaration, which we confirm:`,
      `“I, ${name}, withdraw from the contract for order ${number} of ${ordered}, concluded with ${seller}”`,
      ...(toBringBack.length > 0 ? [`Pieces to return:\n${toBringBack.join('\n')}`] : []),
      ...(cancelled.length > 0
        ? [`Pieces not collected yet, cancelled:\n${cancelled.join('\n')}`]
        : []),
      toBringBack.length > 0
        ? 'Bring them to one of our stores within 14 days. We refund you by the same means of payment within 14 days from today; we may wait until we have the pieces.'
        : 'We refund you by the same means of payment within 14 days from today.',
      ...(facts.returnCode
        ? [`At the counter show this code: ${writtenCode(facts.returnCode)}`]
        : []),
      `Your order: ${url}`,
    ].join('\n\n'),
  };
}
