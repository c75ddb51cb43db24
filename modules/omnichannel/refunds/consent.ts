/**
 * The customer’s express agreement that money goes back otherwise than it was paid (art. 56 of the Codice
 * del Consumo: same means of payment unless the consumer has expressly agreed otherwise, at no cost).
 * A text is never changed: a new wording is a new version.
 */
export const CONSENT_TEXTS = {
  1: {
    it: 'Ho pagato in altro modo e chiedo espressamente di ricevere il rimborso con la forma di pagamento indicata qui sopra. So che posso averlo con la stessa forma con cui ho pagato e che questa scelta non mi costa nulla.',
    en: 'I paid in another way and expressly ask to be refunded by the tender named above. I know that I can have it by the tender I paid with, and that this choice costs me nothing.',
  },
} as const;

export const CONSENT_TEXT_NOW = 1;
export type ConsentTextVersion = keyof typeof CONSENT_TEXTS;

/** Who agreed is the customer of the refund; who wrote it down and when comes from the transaction. */
export interface Consent {
  readonly textVersion: number;
  readonly language: 'it' | 'en';
  /** How it was given: signed on paper, said at the counter with the text read out, clicked on the link. */
  readonly manner: 'signed' | 'spoken' | 'online';
}
