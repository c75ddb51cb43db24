import type { Say } from '../../../../server/ui/copy.ts';
import { money, type Reader } from '../../../../server/ui/kit/format.ts';
import { issuesInstruments } from '../../refunds/domain/tender.ts';
import type { PickupTerms, TermName } from '../domain/terms.ts';
import type { rulesCopy } from './rules-copy.ts';

type Words = Say<(typeof rulesCopy)['it']>;
type ToldTerms = { readonly [Term in TermName]: (value: PickupTerms[Term]) => string };

/** A value of each term as the fields of the rules say it, in one line: for who reads what was changed. */
export function termWords(t: Words, reader: Reader): ToldTerms {
  const minutes = (value: number): string => `${value}${t('minutes')}`;
  const days = (value: number): string => `${value}${t('days')}`;
  return {
    acknowledgeMinutes: minutes,
    readyOpeningMinutes: minutes,
    tightMinutes: minutes,
    collectDays: days,
    extensionDays: days,
    undoSeconds: (value) => `${value}${t('seconds')}`,
    preparers: String,
    whenUnseen: (value) => t(`unseen_${value}`),
    offersShipping: (value) => t(value ? 'on' : 'off'),
    reminderDays: (value) => (value.length === 0 ? t('none') : value.join(', ')),
    shippingFee: ({ amountMinor, paidBy, freeFromMinor }) =>
      [
        money(reader, amountMinor),
        t(`paidBy_${paidBy}`),
        ...(freeFromMinor === null
          ? []
          : [t('freeFrom', { amount: money(reader, freeFromMinor) })]),
      ].join(' · '),
    refund: ({ counterUpToMinor, voucherPercent, voucherDays, prepayAfterNoShows }) =>
      [
        t('toldCounter', { amount: money(reader, counterUpToMinor) }),
        ...(issuesInstruments()
          ? [
              voucherPercent === null || voucherDays === null
                ? t('toldNoVoucher')
                : t('toldVoucher', { percent: voucherPercent, days: voucherDays }),
            ]
          : []),
        t('toldPrepay', { count: prepayAfterNoShows }),
      ].join(' · '),
    capacity: (value) =>
      value === null
        ? t('toldNoCapacity')
        : [
            t('toldCapacity', { places: value.places, minutes: value.slotMinutes }),
            t(value.unit).toLowerCase(),
            ...(value.bands.length === 0 ? [] : [t('toldBands', { count: value.bands.length })]),
          ].join(' · '),
    buffers: (value) =>
      value.length === 0 ? t('none') : t('toldBuffers', { count: value.length }),
    confidence: (value) =>
      t('toldConfidence', {
        high: `${value.highCountedDays}/${value.highMovedDays}`,
        medium: `${value.mediumCountedDays}/${value.mediumMovedDays}`,
        missDays: value.missDays,
        misses: value.lowFromMisses,
      }),
  };
}
