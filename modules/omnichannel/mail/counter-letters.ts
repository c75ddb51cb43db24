import { letter, type Letter, type LetterFacts } from './letters.ts';
import { moneyText } from './words.ts';

/** What we write when a customer does not keep pieces of an order: which ones, and what goes back. */

export interface NotKeptFacts extends LetterFacts {
  /** Pieces the customer does not keep, as lines of the letter. */
  readonly notKept: readonly string[];
  /** Pieces the customer has or will have. */
  readonly kept: readonly string[];
}

/** Nothing will be handed over any more, or a part of it; what was paid for it comes back. */
export function cancelledLetter(facts: NotKeptFacts): Letter {
  const { language, number } = facts;
  const italian = language === 'it';
  if (facts.kept.length === 0) {
    return letter(facts, italian ? `Ordine ${number} annullato` : `Order ${number} cancelled`, [
      italian ? 'il tuo ordine è stato annullato.' : 'your order has been cancelled.',
      ...refund(facts),
      facts.notKept.join('\n'),
    ]);
  }
  const subject = italian
    ? `Ordine ${number}: annullato in parte`
    : `Order ${number}: partly cancelled`;
  return letter(facts, subject, [
    italian ? 'una parte del tuo ordine è stata annullata:' : 'part of your order was cancelled:',
    facts.notKept.join('\n'),
    ...refund(facts),
    italian ? 'Resta tuo:' : 'Still yours:',
    facts.kept.join('\n'),
  ]);
}

/** Pieces were left at the counter after having been tried on. */
export function refusedLetter(facts: NotKeptFacts): Letter {
  const { language, number, shop } = facts;
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number}: pezzi lasciati` : `Order ${number}: pieces left`;
  return letter(facts, subject, [
    italian
      ? `questi pezzi del tuo ordine sono rimasti da ${shop.name}:`
      : `these pieces of your order stayed at ${shop.name}:`,
    facts.notKept.join('\n'),
    ...refund(facts),
  ]);
}

/** Nobody came in time: what goes back, and what may be had in its place. */
export function notCollectedLetter(
  facts: NotKeptFacts & {
    readonly voucher: { readonly amountMinor: number; readonly days: number } | null;
  },
): Letter {
  const { language, number, shop, voucher } = facts;
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number}: non ritirato` : `Order ${number}: not collected`;
  const worth = voucher && moneyText(language, voucher.amountMinor, facts.currency);
  return letter(facts, subject, [
    italian
      ? `il tempo per ritirare il tuo ordine da ${shop.name} è finito e rimettiamo i pezzi in vendita. Se passi ora, chiedi al banco: se sono ancora da parte te li diamo volentieri.`
      : `the time to collect your order at ${shop.name} is over and we put the pieces on sale again. If you come now, ask at the counter: as long as they are set aside they are yours.`,
    facts.notKept.join('\n'),
    ...refund(facts),
    ...(voucher
      ? [
          italian
            ? `Se preferisci, al posto del rimborso puoi avere un buono da ${worth} valido ${voucher.days} giorni: dillo in negozio. Senza la tua scelta rimborsiamo il pagamento.`
            : `If you prefer, you may have a voucher of ${worth} valid for ${voucher.days} days instead: tell the shop. Unless you choose it, we refund your payment.`,
        ]
      : []),
  ]);
}

function refund({ language, toRefundMinor, currency }: LetterFacts): string[] {
  if (toRefundMinor === 0) return [];
  const back = moneyText(language, toRefundMinor, currency);
  return [language === 'it' ? `Ti rimborseremo ${back}.` : `We will refund ${back}.`];
}
