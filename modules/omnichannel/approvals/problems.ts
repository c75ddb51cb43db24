import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { ApprovalState, PolicyFault, RefusalReason } from './domain.ts';

/** Why a request was refused, as the clerk and the approver read it. */
export const REASON_WORDS: Readonly<Record<RefusalReason, Text>> = {
  'outside-the-rules': { it: 'Fuori dalle regole di reso', en: 'Outside the return rules' },
  'goods-not-as-described': {
    it: 'La merce non è come descritta',
    en: 'The goods are not as described',
  },
  'proof-missing': { it: 'Manca la prova d’acquisto', en: 'Proof of purchase is missing' },
  'too-many-returns': {
    it: 'Troppi resi di questo cliente',
    en: 'Too many returns by this customer',
  },
  'suspected-abuse': { it: 'Sospetto abuso', en: 'Suspected abuse' },
  other: { it: 'Altro motivo', en: 'Another reason' },
  'nobody-answered': { it: 'Nessuno ha risposto in tempo', en: 'Nobody answered in time' },
};

const STATE_WORDS: Readonly<Record<ApprovalState, { readonly it: string; readonly en: string }>> = {
  waiting: { it: 'in attesa di risposta', en: 'waiting for an answer' },
  countered: { it: 'in attesa del cliente', en: 'waiting for the customer' },
  approved: { it: 'approvata', en: 'approved' },
  refused: { it: 'rifiutata', en: 'refused' },
  withdrawn: { it: 'ritirata', en: 'withdrawn' },
  expired: { it: 'scaduta', en: 'expired' },
};

export const approvalUnknown = plainProblem('approval-unknown', 404, {
  it: 'Richiesta di autorizzazione non trovata',
  en: 'No such request for an approval',
});

/** Somebody was faster: what was decided, and by whom. */
export const approvalMoved = problemType<{
  readonly approvalId: string;
  readonly state: ApprovalState;
  readonly decidedByName: string | null;
  readonly version: number;
}>('approval-moved', 409, {
  it: {
    title: 'La richiesta ha già una risposta',
    detail: ({ state, decidedByName }) =>
      decidedByName === null
        ? `Adesso è ${STATE_WORDS[state].it}.`
        : `${decidedByName} è arrivato prima: adesso è ${STATE_WORDS[state].it}.`,
  },
  en: {
    title: 'The request has an answer already',
    detail: ({ state, decidedByName }) =>
      decidedByName === null
        ? `It is now ${STATE_WORDS[state].en}.`
        : `${decidedByName} was first: it is now ${STATE_WORDS[state].en}.`,
  },
});

export const ownRequest = plainProblem(
  'own-request',
  403,
  { it: 'È una tua richiesta', en: 'It is your own request' },
  {
    it: 'Chi chiede non può autorizzare: deve rispondere un’altra persona.',
    en: 'Who asks cannot approve: another person has to answer.',
  },
);

/** It takes a higher role, or a higher limit. */
export const beyondOwnLimit = problemType<{
  readonly role: string;
  readonly amountMinor: number;
  readonly limitMinor: number | null;
}>('beyond-own-limit', 403, {
  it: {
    title: 'Oltre il tuo limite',
    detail: ({ amountMinor, limitMinor }) =>
      limitMinor === null || limitMinor >= amountMinor
        ? 'La regola chiede la risposta di un ruolo più alto del tuo.'
        : `Puoi autorizzare fino a ${euros(limitMinor, 'it')}: questa richiesta è di ${euros(amountMinor, 'it')}.`,
  },
  en: {
    title: 'Beyond your limit',
    detail: ({ amountMinor, limitMinor }) =>
      limitMinor === null || limitMinor >= amountMinor
        ? 'The rule asks for the answer of a higher role than yours.'
        : `You may approve up to ${euros(limitMinor, 'en')}: this request is of ${euros(amountMinor, 'en')}.`,
  },
});

/** Something else about the same thing waits for an answer: it has to be withdrawn first. */
export const approvalPending = problemType<{
  readonly approvalId: string;
  readonly state: ApprovalState;
}>('approval-pending', 409, {
  it: {
    title: 'C’è già una richiesta in attesa',
    detail: () => 'Ritira la richiesta aperta prima di farne un’altra con un contenuto diverso.',
  },
  en: {
    title: 'A request is waiting already',
    detail: () => 'Withdraw the open request before making another one with other content.',
  },
});

/** It was given for something else, used before, or too long ago. */
export const approvalNotUsable = problemType<{
  readonly approvalId: string;
  readonly because: 'other-content' | 'used' | 'too-late' | 'not-approved';
}>('approval-not-usable', 409, {
  it: {
    title: 'L’autorizzazione non vale',
    detail: ({ because }) =>
      ({
        'other-content': 'È stata data per un contenuto o un importo diverso: chiedine un’altra.',
        used: 'È già stata usata: vale una volta sola.',
        'too-late': 'È scaduta: chiedine un’altra.',
        'not-approved': 'La richiesta non è stata approvata.',
      })[because],
  },
  en: {
    title: 'The approval does not hold',
    detail: ({ because }) =>
      ({
        'other-content': 'It was given for other content or another amount: ask for another one.',
        used: 'It has been used: it holds once.',
        'too-late': 'It has expired: ask for another one.',
        'not-approved': 'The request was not approved.',
      })[because],
  },
});

export const delegateUnfit = plainProblem(
  'delegate-unfit',
  422,
  { it: 'Questa persona non può rispondere', en: 'This person cannot answer' },
  {
    it: 'Si può passare solo a un altro responsabile attivo, e non a chi ha fatto la richiesta.',
    en: 'It can only be handed to another active manager, and not to the one who asked.',
  },
);

export const delegationUnknown = plainProblem('delegation-unknown', 404, {
  it: 'Delega non trovata, o già finita',
  en: 'No such delegation, or it has ended',
});

export const offerTooHigh = problemType<{ readonly amountMinor: number }>('offer-too-high', 422, {
  it: {
    title: 'Offerta troppo alta',
    detail: ({ amountMinor }) =>
      `Un importo parziale sta sotto ${euros(amountMinor, 'it')}; per darlo tutto, approva.`,
  },
  en: {
    title: 'The offer is too high',
    detail: ({ amountMinor }) =>
      `A partial amount is below ${euros(amountMinor, 'en')}; to give all of it, approve.`,
  },
});

export const offerUnfit = plainProblem(
  'offer-unfit',
  422,
  { it: 'In un cambio non si può proporre', en: 'Not to be offered for an exchange' },
  {
    it: 'Il valore del reso paga i pezzi nuovi: approva, rifiuta o proponi la riparazione.',
    en: 'What comes back pays for the new pieces: approve, refuse or offer a repair.',
  },
);

const POLICY_FAULTS: Readonly<Record<PolicyFault, { readonly it: string; readonly en: string }>> = {
  'role-twice': { it: 'Un ruolo compare due volte.', en: 'A role stands there twice.' },
  'limits-not-rising': {
    it: 'I limiti devono salire da un ruolo al successivo.',
    en: 'Limits have to rise from one role to the next.',
  },
  'nobody-decides-any-amount': {
    it: 'L’ultimo ruolo deve poter decidere qualsiasi importo.',
    en: 'The last role has to decide any amount.',
  },
  'unknown-role': {
    it: 'Una regola nomina un ruolo che non è nella scala.',
    en: 'A rule names a role that is not on the ladder.',
  },
  'escalates-downwards': {
    it: 'Una richiesta può passare solo a un ruolo più alto.',
    en: 'A request can only pass to a higher role.',
  },
  'allows-beyond-the-role': {
    it: 'Senza risposta non si può concedere più del limite del ruolo.',
    en: 'What is allowed without an answer cannot exceed the limit of the role.',
  },
};

export const approvalPolicyFaulty = problemType<{ readonly fault: PolicyFault }>(
  'approval-policy-faulty',
  422,
  {
    it: { title: 'Le regole non tornano', detail: ({ fault }) => POLICY_FAULTS[fault].it },
    en: { title: 'The rules do not fit together', detail: ({ fault }) => POLICY_FAULTS[fault].en },
  },
);

function euros(minor: number, language: 'it' | 'en'): string {
  return new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-IE', {
    style: 'currency',
    currency: 'EUR',
  }).format(minor / 100);
}

export const APPROVAL_PROBLEMS = [
  approvalUnknown,
  approvalMoved,
  ownRequest,
  beyondOwnLimit,
  approvalPending,
  approvalNotUsable,
  delegateUnfit,
  delegationUnknown,
  offerTooHigh,
  offerUnfit,
  approvalPolicyFaulty,
] as const;
