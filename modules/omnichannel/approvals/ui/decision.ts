import { issuesInstruments } from '../../refunds/domain/tender.ts';
import { readMoney, type Reader } from '../../../../server/ui/kit/format.ts';
import type { OfferBody } from '../contracts.ts';
import type { OFFER_KINDS, RefusalReason } from '../domain.ts';

/** How the person who decides writes figures. */
type Writer = Pick<Reader, 'language'>;

export type OfferKind = (typeof OFFER_KINDS)[number];

/** What is being decided, as far as it is typed. */
export interface DecisionForm {
  readonly reason: RefusalReason | null;
  readonly offer: OfferKind;
  readonly amount: string;
  readonly tender: OfferTender;
  readonly personId: string | null;
  readonly note: string;
}

/** What may be offered in place of the tender that was asked for. */
export type OfferTender = 'return-voucher' | 'card-terminal' | 'cash' | 'by-hand';
export const OFFER_TENDERS: readonly OfferTender[] = issuesInstruments()
  ? ['return-voucher', 'card-terminal', 'cash', 'by-hand']
  : ['card-terminal', 'cash', 'by-hand'];

export const EMPTY_DECISION: DecisionForm = {
  reason: null,
  offer: 'amount',
  amount: '',
  tender: OFFER_TENDERS[0]!,
  personId: null,
  note: '',
};

/** A part: at least a cent, and less than all of it. Null when what is typed is none. */
export function partOf(writer: Writer, typed: string, askedMinor: number): number | null {
  const minor = readMoney(writer, typed);
  return minor !== null && minor > 0 && minor < askedMinor ? minor : null;
}

/** The offer as it is sent; null while it is not complete. */
export function offerOf(writer: Writer, form: DecisionForm, askedMinor: number): OfferBody | null {
  const note = form.note.trim() === '' ? null : form.note.trim();
  switch (form.offer) {
    case 'amount': {
      const amountMinor = partOf(writer, form.amount, askedMinor);
      return amountMinor === null ? null : { kind: 'amount', amountMinor, note };
    }
    case 'tender':
      return { kind: 'tender', tender: form.tender, note };
    case 'repair':
      return { kind: 'repair', note };
  }
}
