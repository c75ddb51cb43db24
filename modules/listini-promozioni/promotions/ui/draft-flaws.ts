import { FIGURES, PARTS, type PromotionDraft } from './draft.ts';
import { queryOf } from './goods-rows.ts';

export type DraftFlaw =
  | 'needsName'
  | 'needsFigure'
  | 'needsSteps'
  | 'risingSteps'
  | 'needsGift'
  | 'needsComponents'
  | 'wrongSizes'
  | 'needsTier'
  | 'needsSegment'
  | 'needsCustomer'
  | 'wrongHours'
  | 'wrongPeriod'
  | 'needsSupplier'
  | 'zeroLimit';

/** What is still missing, in the order of the fields; null when it can be saved. */
export function flawOf(draft: PromotionDraft): DraftFlaw | null {
  if (draft.name.trim() === '') return 'needsName';
  return templateFlaw(draft) ?? circumstanceFlaw(draft) ?? termsFlaw(draft);
}

function templateFlaw(draft: PromotionDraft): DraftFlaw | null {
  const missing = FIGURES[draft.template].some((figure) => {
    if (figure === 'code' || figure === 'charm') return false;
    const value = draft[figure];
    return value === null || value <= 0;
  });
  if (missing) return 'needsFigure';
  if (draft.template === 'n-for-m' && (draft.pay ?? 0) >= (draft.size ?? 0)) return 'wrongSizes';
  switch (PARTS[draft.template]) {
    case 'gift':
      return draft.giftItemId === null ? 'needsGift' : null;
    case 'steps':
      return stepsFlaw(draft);
    case 'components': {
      const named = draft.components.filter((rows) => !('everything' in queryOf(rows)));
      return named.length < 2 || named.length < draft.components.length ? 'needsComponents' : null;
    }
    default:
      return null;
  }
}

function stepsFlaw({ steps }: PromotionDraft): DraftFlaw | null {
  const whole = steps.every(({ min, percent }) => (min ?? 0) > 0 && (percent ?? 0) > 0);
  if (steps.length === 0 || !whole) return 'needsSteps';
  const rises = steps.every(({ min }, place) => place === 0 || min! > steps[place - 1]!.min!);
  return rises ? null : 'risingSteps';
}

function circumstanceFlaw(draft: PromotionDraft): DraftFlaw | null {
  const { who, from, to } = draft;
  if (who.includes('tier') && draft.tiers.length === 0) return 'needsTier';
  if (who.includes('segment') && draft.segments.length === 0) return 'needsSegment';
  if (who.includes('customer') && draft.customers.length === 0) return 'needsCustomer';
  const halfSpan = draft.spans.some((span) => (span.from === '') !== (span.to === ''));
  const emptySpan = draft.spans.some((span) => span.from !== '' && span.from === span.to);
  if (halfSpan || emptySpan) return 'wrongHours';
  return from !== '' && to !== '' && to <= from ? 'wrongPeriod' : null;
}

function termsFlaw(draft: PromotionDraft): DraftFlaw | null {
  if ((draft.supplier.trim() === '') !== (draft.supplierShare === null)) return 'needsSupplier';
  return draft.uses === 0 || draft.budgetEuro === 0 ? 'zeroLimit' : null;
}
