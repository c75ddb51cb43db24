import { writtenCode } from '../../../server/kernel/codes.ts';
import type { Language } from '../../../server/kernel/text.ts';
import type { Schedule } from '../../base/api.ts';
import { instantText, moneyText, weekText } from './words.ts';

/** What we write to customers about their orders, in their language. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface LetterFacts {
  readonly language: Language;
  readonly name: string;
  readonly number: string;
  readonly pieces: readonly string[];
  readonly totalMinor: number;
  readonly dueMinor: number;
  readonly toRefundMinor: number;
  readonly currency: string;
  readonly shop: {
    readonly name: string;
    readonly address: string;
    readonly schedule: Schedule;
  };
  /** The customer's own page, where the code stands as a QR. */
  readonly url: string;
  /** What the link to it is called, when it leads elsewhere. */
  readonly link?: string;
}

/** The order is in our hands: what, where, by when. */
export function placedLetter(
  facts: LetterFacts & { readonly readyBy: Date; readonly moved: boolean },
): Letter {
  const { language, number, shop } = facts;
  const when = instantText(language, shop.schedule.zone, facts.readyBy);
  const subject = language === 'it' ? `Ordine ${number} ricevuto` : `Order ${number} received`;
  const opening =
    language === 'it'
      ? `abbiamo ricevuto il tuo ordine. Sarà pronto da ${shop.name} entro ${when}: ti scriviamo appena lo è.`
      : `we have received your order. It will be ready at ${shop.name} by ${when}: we write to you as soon as it is.`;
  const moved =
    language === 'it'
      ? `Nel negozio che avevi scelto non c’era tutto: lo preparano i colleghi di ${shop.name}.`
      : `The shop you chose did not have everything: our colleagues at ${shop.name} prepare it.`;
  return letter(facts, subject, [opening, ...(facts.moved ? [moved] : []), basket(facts)]);
}

/** Another shop prepares it: where, by when. */
export function movedLetter(facts: LetterFacts & { readonly readyBy: Date }): Letter {
  const { language, number, shop } = facts;
  const when = instantText(language, shop.schedule.zone, facts.readyBy);
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number}: cambia il negozio` : `Order ${number}: another shop`;
  return letter(facts, subject, [
    italian
      ? `il tuo ordine lo preparano i colleghi di ${shop.name}. Sarà pronto entro ${when}: ti scriviamo appena lo è.`
      : `our colleagues at ${shop.name} now prepare your order. It will be ready by ${when}: we write to you as soon as it is.`,
    basket(facts),
  ]);
}

/** Later than promised: the new time. */
export function delayedLetter(facts: LetterFacts & { readonly readyBy: Date }): Letter {
  const { language, number, shop } = facts;
  const when = instantText(language, shop.schedule.zone, facts.readyBy);
  const italian = language === 'it';
  const subject = italian
    ? `Ordine ${number}: sarà pronto più tardi`
    : `Order ${number} will be ready later`;
  return letter(facts, subject, [
    italian
      ? `ci serve un po’ più di tempo: il tuo ordine sarà pronto da ${shop.name} entro ${when}. Ti scriviamo appena lo è.`
      : `we need a little more time: your order will be ready at ${shop.name} by ${when}. We write to you as soon as it is.`,
    italian ? 'Scusaci per l’attesa.' : 'We are sorry for the wait.',
    basket(facts),
  ]);
}

/** Come and get it: the code, the deadline, what is to be paid. */
export function readyLetter(
  facts: LetterFacts & { readonly code: string; readonly collectBy: Date },
): Letter {
  const { language, number, shop } = facts;
  const until = instantText(language, shop.schedule.zone, facts.collectBy);
  const code = writtenCode(facts.code);
  const due = moneyText(language, facts.dueMinor, facts.currency);
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number}: è pronto` : `Order ${number} is ready`;
  return letter(facts, subject, [
    italian
      ? `il tuo ordine è pronto da ${shop.name}. Ritiralo entro ${until}.`
      : `your order is ready at ${shop.name}. Please collect it by ${until}.`,
    italian ? `Il tuo codice: ${code}` : `Your code: ${code}`,
    ...(facts.dueMinor > 0 ? [italian ? `Da pagare al banco: ${due}` : `To pay: ${due}`] : []),
    italian
      ? 'Può ritirare anche un’altra persona: basta il codice e un documento.'
      : 'Somebody else may collect it for you, with the code and a document.',
    basket(facts),
  ]);
}

/** It is still waiting, and until when. */
export function reminderLetter(
  facts: LetterFacts & { readonly code: string; readonly collectBy: Date },
): Letter {
  const { language, number, shop } = facts;
  const until = instantText(language, shop.schedule.zone, facts.collectBy);
  const code = writtenCode(facts.code);
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number}: ti aspetta` : `Order ${number} is waiting for you`;
  return letter(facts, subject, [
    italian
      ? `il tuo ordine ti aspetta da ${shop.name} fino a ${until}.`
      : `your order is waiting for you at ${shop.name} until ${until}.`,
    italian ? `Il tuo codice: ${code}` : `Your code: ${code}`,
    basket(facts),
  ]);
}

function basket({ language, pieces, totalMinor, currency }: LetterFacts): string {
  const total = moneyText(language, totalMinor, currency);
  return [...pieces, language === 'it' ? `Totale ${total}` : `Total ${total}`].join('\n');
}

/** Greeting, paragraphs, link, shop and hours: the same frame for every letter, as text and as HTML. */
export function letter(facts: LetterFacts, subject: string, paragraphs: readonly string[]): Letter {
  const { language, name, shop, url } = facts;
  const greeting = language === 'it' ? `Ciao ${name},` : `Hello ${name},`;
  const page =
    facts.link ?? (language === 'it' ? 'Il tuo ordine e il QR' : 'Your order and its QR code');
  const where = [shop.name, shop.address, weekText(language, shop.schedule)].join('\n');
  const text = [greeting, ...paragraphs, `${page}: ${url}`, where].join('\n\n');
  const html = [
    escaped(greeting),
    ...paragraphs.map(escaped),
    `<a href="${escaped(url)}">${page}</a>`,
    escaped(where),
  ]
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('\n');
  return { subject, text, html };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** It is kept longer: the new last day. */
export function extendedLetter(facts: LetterFacts & { readonly collectBy: Date }): Letter {
  const { language, number, shop } = facts;
  const until = instantText(language, shop.schedule.zone, facts.collectBy);
  const italian = language === 'it';
  const subject = italian
    ? `Ordine ${number}: hai più tempo`
    : `Order ${number}: you have more time`;
  return letter(facts, subject, [
    italian
      ? `il tuo ordine ti aspetta da ${shop.name} fino a ${until}.`
      : `your order waits for you at ${shop.name} until ${until}.`,
    basket(facts),
  ]);
}
