import type { ShipTo } from '../orders/domain/fulfilment.ts';
import { letter, type Letter, type LetterFacts } from './letters.ts';
import { instantText, moneyText } from './words.ts';

/** What we write about orders that are sent. */

/** Why the customer hears of it now: they chose it, or something about it changed since. */
export type SendingNews = 'chosen' | 'later';

/** Where it goes and by when it leaves. */
export function toBeSentLetter(
  facts: LetterFacts & {
    readonly shipTo: ShipTo | null;
    readonly readyBy: Date;
    readonly news: SendingNews;
    /** What the customer paid for it. */
    readonly feeMinor: number;
  },
): Letter {
  const { language, number, shop, shipTo, pieces, news, feeMinor } = facts;
  const italian = language === 'it';
  const when = instantText(language, shop.schedule.zone, facts.readyBy);
  const subject = italian
    ? `Ordine ${number}: ${news === 'later' ? 'parte più tardi' : 'te lo spediamo'}`
    : `Order ${number}: ${news === 'later' ? 'leaves later' : 'we send it to you'}`;
  const opening = {
    chosen: italian
      ? `il tuo ordine te lo spediamo da ${shop.name}${feeMinor === 0 ? ', senza costi per te' : ''}. È pronto per il corriere entro ${when}: appena parte ti scriviamo come seguirlo.`
      : `we send your order from ${shop.name}${feeMinor === 0 ? ', at no cost to you' : ''}. It is ready for the carrier by ${when}: as soon as it leaves we write to you how to follow it.`,
    later: italian
      ? `ci serve un po’ più di tempo: il tuo ordine è pronto per il corriere entro ${when}. Scusaci per l’attesa.`
      : `we need a little more time: your order is ready for the carrier by ${when}. We are sorry for the wait.`,
  }[news];
  return letter(facts, subject, [
    opening,
    ...(shipTo ? [addressLines(shipTo).join('\n')] : []),
    pieces.join('\n'),
    ...(news === 'chosen'
      ? [
          italian
            ? 'L’indirizzo non è giusto? Finché non lo prepariamo puoi cambiarlo dalla pagina del tuo ordine.'
            : 'Is the address wrong? Until we prepare it you can change it on the page of your order.',
        ]
      : []),
  ]);
}

/** It is collected after all. */
export function notSentLetter(
  facts: LetterFacts & { readonly readyBy: Date; readonly toRefundMinor: number },
): Letter {
  const { language, number, shop, pieces, readyBy, toRefundMinor, currency } = facts;
  const italian = language === 'it';
  const when = instantText(language, shop.schedule.zone, readyBy);
  const back = moneyText(language, toRefundMinor, currency);
  const subject = italian
    ? `Ordine ${number}: lo ritiri in negozio`
    : `Order ${number}: you collect it`;
  return letter(facts, subject, [
    italian
      ? `come d’accordo non spediamo più il tuo ordine: lo ritiri da ${shop.name}, ${shop.address}. È pronto entro ${when}: ti scriviamo appena lo è.`
      : `as agreed we no longer send your order: you collect it at ${shop.name}, ${shop.address}. It is ready by ${when}: we write to you as soon as it is.`,
    ...(toRefundMinor > 0 ? [italian ? `Ti rimborsiamo ${back}.` : `We refund you ${back}.`] : []),
    pieces.join('\n'),
  ]);
}

/** It has left: who brings it, and how to follow it. */
export function sentLetter(
  facts: LetterFacts & {
    readonly kept: readonly string[];
    readonly shipTo: ShipTo | null;
    readonly shipment: { readonly carrier: string; readonly trackingNumber: string };
  },
): Letter {
  const { language, number, shop, shipTo, shipment, kept } = facts;
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number}: è partito` : `Order ${number} is on its way`;
  return letter(facts, subject, [
    italian
      ? `il tuo ordine è partito da ${shop.name} con ${shipment.carrier}.`
      : `your order has left ${shop.name} with ${shipment.carrier}.`,
    italian
      ? `Numero per seguirlo: ${shipment.trackingNumber}`
      : `Number to follow it by: ${shipment.trackingNumber}`,
    ...(shipTo ? [addressLines(shipTo).join('\n')] : []),
    kept.join('\n'),
  ]);
}

/** As an envelope has it. */
function addressLines({ recipient, street, postalCode, city, province }: ShipTo): string[] {
  return [recipient, street, `${postalCode} ${city} ${province}`];
}
