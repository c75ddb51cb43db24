import type { Text } from '../../../../server/kernel/text.ts';
import type { Exclusion, ReturnTerms } from './policy.ts';
import type { ReturnReason } from './return.ts';
import { ALLOWED, refused, type Verdict } from './verdict.ts';

/** What an item is, as far as exclusions ask. */
export interface Excludable {
  readonly category: string;
  readonly department: string;
  readonly perishable: boolean;
  readonly returnExclusion: boolean;
  readonly reduced: boolean;
  /** Null: nobody has looked yet. */
  readonly sealIntact: boolean | null;
}

const TELLS: Readonly<Record<Exclusion['kind'], { readonly says: Text; readonly tell: Text }>> = {
  'made-to-measure': {
    says: { it: 'Fatto su misura', en: 'Made to measure' },
    tell: {
      it: 'È stato fatto su misura: la legge esclude il ripensamento. Per un difetto vale la garanzia.',
      en: 'It was made to measure: the law excludes a change of mind. For a defect the guarantee holds.',
    },
  },
  perishable: {
    says: { it: 'Deperibile', en: 'Perishable' },
    tell: {
      it: 'È un prodotto deperibile: la legge esclude il ripensamento.',
      en: 'It is perishable: the law excludes a change of mind.',
    },
  },
  sealed: {
    says: { it: 'Sigillo aperto (art. 59)', en: 'Seal broken (art. 59)' },
    tell: {
      it: 'Il sigillo è stato aperto: per motivi d’igiene non possiamo riprenderlo. Per un difetto vale la garanzia.',
      en: 'The seal was broken: for reasons of hygiene we cannot take it back. For a defect the guarantee holds.',
    },
  },
  'final-sale': {
    says: { it: 'Venduto in saldo, senza reso', en: 'Sold at a final price' },
    tell: {
      it: 'È stato venduto a prezzo finale, senza cambio. Per un difetto vale la garanzia.',
      en: 'It was sold at a final price, without exchange. For a defect the guarantee holds.',
    },
  },
};

/** Whether goods of this kind come back for this reason. A seal nobody has looked at counts as intact. */
export function excluded(terms: ReturnTerms, item: Excludable, reason: ReturnReason): Verdict {
  const rule = terms.exclusions.find(
    (one) =>
      one.reasons.includes(reason) &&
      means(one, item) &&
      (one.kind !== 'sealed' || item.sealIntact === false) &&
      // Being on sale is no reason the law knows: withdrawal stands.
      (one.kind !== 'final-sale' || reason !== 'withdrawal'),
  );
  if (!rule) return ALLOWED;
  const { says, tell } = TELLS[rule.kind];
  return refused(rule.kind, says, tell);
}

/** Whether somebody has to look at a seal before it is known. */
export function asksForSeal(terms: ReturnTerms, item: Excludable): boolean {
  return terms.exclusions.some((rule) => rule.kind === 'sealed' && means(rule, item));
}

function means({ kind, category, department }: Exclusion, item: Excludable): boolean {
  if (category !== undefined || department !== undefined) {
    return (
      (category === undefined || category === item.category) &&
      (department === undefined || department === item.department)
    );
  }
  if (kind === 'perishable') return item.perishable;
  return kind === 'final-sale' ? item.reduced : item.returnExclusion;
}
