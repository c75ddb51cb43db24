import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';
import type { RefundState } from './domain/life.ts';
import type { AgreeingRole } from './domain/other-tender.ts';
import type { RefundTender } from './domain/tender.ts';

export const refundUnknown = plainProblem('refund-unknown', 404, {
  it: 'Rimborso non trovato',
  en: 'Refund not found',
});

export const refundBeyondPayment = plainProblem(
  'refund-beyond-payment',
  409,
  { it: 'È più di quanto è stato pagato', en: 'It is more than was paid' },
  {
    it: 'Del pagamento resta meno: qualcuno ha già rimborsato. Apri di nuovo la pratica e ricontrolla.',
    en: 'Less is left of the payment: somebody has given money back already. Open it again and check.',
  },
);

export const sharesDoNotAddUp = problemType<{
  readonly amountMinor: number;
  readonly sumMinor: number;
}>('refund-shares-do-not-add-up', 422, {
  it: {
    title: 'Le parti non fanno il totale',
    detail: ({ amountMinor, sumMinor }) =>
      `Le parti sommano ${euros(sumMinor, 'it')}, il rimborso è di ${euros(amountMinor, 'it')}.`,
  },
  en: {
    title: 'The parts do not add up',
    detail: ({ amountMinor, sumMinor }) =>
      `The parts sum to ${euros(sumMinor, 'en')}, the refund is of ${euros(amountMinor, 'en')}.`,
  },
});

export const consentNeeded = plainProblem(
  'consent-needed',
  422,
  { it: 'Serve il consenso del cliente', en: 'The customer has to agree' },
  {
    it: 'Il denaro torna con la stessa forma di pagamento, se il cliente non accetta espressamente un’altra.',
    en: 'Money goes back by the tender it was paid with, unless the customer expressly agrees otherwise.',
  },
);

export const tenderNotAvailable = problemType<{ readonly tender: RefundTender }>(
  'tender-not-available',
  422,
  {
    it: {
      title: 'Questa forma di rimborso non c’è ancora',
      detail: ({ tender }) =>
        tender === 'provider'
          ? 'Il pagamento non è passato dal fornitore di pagamenti: scegli un’altra forma.'
          : 'Buoni di reso e carte regalo non si possono ancora emettere: scegli un’altra forma.',
    },
    en: {
      title: 'This tender is not there yet',
      detail: ({ tender }) =>
        tender === 'provider'
          ? 'The payment did not go through the payment provider: choose another tender.'
          : 'Return vouchers and gift cards cannot be issued yet: choose another tender.',
    },
  },
);

export const instrumentNeverCash = plainProblem(
  'instrument-never-cash',
  422,
  { it: 'Un buono non diventa contante', en: 'A voucher does not become cash' },
  {
    it: 'Ciò che è stato pagato con un buono o una carta regalo non si rende in contanti.',
    en: 'What was paid with a voucher or a gift card is not given back in cash.',
  },
);

/** Some of it goes in cash and some on the card: one is not the other. */
export const counterTenderNeeded = plainProblem(
  'counter-tender-needed',
  422,
  { it: 'Contanti o carta?', en: 'Cash or card?' },
  {
    it: 'Una parte torna in contanti e una sulla carta: conferma ciò che hai reso, una alla volta.',
    en: 'Some goes back in cash and some on the card: confirm what you gave, one at a time.',
  },
);

/** The rules of what is refunded leave another tender to somebody else. */
export const otherTenderNotYours = problemType<{ readonly role: AgreeingRole }>(
  'other-tender-not-yours',
  403,
  {
    it: {
      title: 'Decide un’altra persona',
      detail: ({ role }) =>
        `Il denaro torna come è stato pagato. Per renderlo in altro modo chiedi al ${AGREEING[role].it}: lo cambia dalla pratica.`,
    },
    en: {
      title: 'Somebody else decides this',
      detail: ({ role }) =>
        `Money goes back as it was paid. For another way ask the ${AGREEING[role].en}, who changes it on the file.`,
    },
  },
);

const AGREEING: Readonly<Record<AgreeingRole, { readonly it: string; readonly en: string }>> = {
  'store-manager': { it: 'responsabile del negozio', en: 'store manager' },
  'web-store-manager': { it: 'web store manager', en: 'web store manager' },
};

/** More in cash than the rules of what is refunded allow. */
export const cashBeyondRules = problemType<{
  readonly cashMinor: number;
  readonly upToMinor: number;
}>('cash-beyond-rules', 422, {
  it: {
    title: 'Troppo contante',
    detail: ({ cashMinor, upToMinor }) =>
      `${euros(cashMinor, 'it')} in contanti: le regole dei resi arrivano a ${euros(upToMinor, 'it')}. Scegli un’altra forma.`,
  },
  en: {
    title: 'Too much cash',
    detail: ({ cashMinor, upToMinor }) =>
      `${euros(cashMinor, 'en')} in cash: the rules of returns go up to ${euros(upToMinor, 'en')}. Choose another tender.`,
  },
});

export const cashForbidden = problemType<{ readonly cashMinor: number }>('cash-forbidden', 422, {
  it: {
    title: 'Troppo contante',
    detail: ({ cashMinor }) =>
      `${euros(cashMinor, 'it')} in contanti: per legge si sta sotto 5.000,00 €. Scegli un’altra forma.`,
  },
  en: {
    title: 'Too much cash',
    detail: ({ cashMinor }) =>
      `${euros(cashMinor, 'en')} in cash: the law wants less than €5,000.00. Choose another tender.`,
  },
});

export const cashReasonNeeded = problemType<{
  readonly cashMinor: number;
  readonly givenLatelyMinor: number;
}>('cash-reason-needed', 422, {
  it: {
    title: 'Serve un motivo per il contante',
    detail: ({ cashMinor, givenLatelyMinor }) =>
      `Con ${euros(givenLatelyMinor, 'it')} degli ultimi sette giorni, ${euros(cashMinor, 'it')} arrivano a 5.000,00 €: scrivi perché non è un pagamento frazionato.`,
  },
  en: {
    title: 'The cash needs a reason',
    detail: ({ cashMinor, givenLatelyMinor }) =>
      `With ${euros(givenLatelyMinor, 'en')} of the last seven days, ${euros(cashMinor, 'en')} reach €5,000.00: write why it is not one payment in parts.`,
  },
});

/** Beyond what the one who authorises decides alone. */
export const refundNeedsApproval = problemType<{
  readonly amountMinor: number;
  readonly limitMinor: number;
}>('refund-needs-approval', 403, {
  it: {
    title: 'Serve un’autorizzazione',
    detail: ({ amountMinor, limitMinor }) =>
      `${euros(amountMinor, 'it')} superano il tuo limite di ${euros(limitMinor, 'it')}: chiedi l’autorizzazione a un’altra persona.`,
  },
  en: {
    title: 'An approval is needed',
    detail: ({ amountMinor, limitMinor }) =>
      `${euros(amountMinor, 'en')} are beyond your limit of ${euros(limitMinor, 'en')}: ask another person to approve it.`,
  },
});

const STATE_WORDS: Readonly<Record<RefundState, { readonly it: string; readonly en: string }>> = {
  proposed: { it: 'proposto', en: 'proposed' },
  authorised: { it: 'in pagamento', en: 'being paid' },
  'partly-paid': { it: 'pagato in parte', en: 'partly paid' },
  paid: { it: 'pagato', en: 'paid' },
  failed: { it: 'non riuscito', en: 'failed' },
  cancelled: { it: 'annullato', en: 'cancelled' },
};

/** What was asked does not fit where the refund stands now. */
export const refundInOtherState = problemType<{
  readonly refundId: string;
  readonly state: RefundState;
}>('refund-in-other-state', 409, {
  it: {
    title: 'Lo stato del rimborso non lo permette',
    detail: ({ state }) => `Il rimborso adesso è ${STATE_WORDS[state].it}.`,
  },
  en: {
    title: 'The state of the refund does not allow it',
    detail: ({ state }) => `The refund is now ${STATE_WORDS[state].en}.`,
  },
});

/** A signature that is missing, wrong or too old. */
export const noticeNotSigned = plainProblem(
  'notice-not-signed',
  422,
  { it: 'Firma non valida', en: 'Signature not valid' },
  {
    it: 'L’avviso del fornitore di pagamenti non ha una firma valida e recente.',
    en: 'The notice of the payment provider has no valid, recent signature.',
  },
);

export const debtPaidAlready = plainProblem(
  'debt-paid-already',
  409,
  { it: 'Non è più da rimborsare', en: 'It is not owed any more' },
  {
    it: 'Il rimborso è già stato pagato, è in pagamento, o il cliente ha ritirato i pezzi.',
    en: 'It has been paid, is being paid, or the customer has come for the pieces.',
  },
);

function euros(minor: number, language: 'it' | 'en'): string {
  return new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-IE', {
    style: 'currency',
    currency: 'EUR',
  }).format(minor / 100);
}

export const REFUND_PROBLEMS = [
  refundUnknown,
  refundBeyondPayment,
  sharesDoNotAddUp,
  consentNeeded,
  tenderNotAvailable,
  instrumentNeverCash,
  counterTenderNeeded,
  otherTenderNotYours,
  cashBeyondRules,
  cashForbidden,
  cashReasonNeeded,
  refundNeedsApproval,
  refundInOtherState,
  noticeNotSigned,
  debtPaidAlready,
] as const;
