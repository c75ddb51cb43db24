import { problemType } from '../../../server/kernel/refusal.ts';
import { money, wallMoment } from '../promotions/domain/figures.ts';
import type { BanHit } from './domain/sales-ban.ts';

/** A lower price that may not be told as a reduction, with the figures. */
export interface RefusedReduction {
  readonly itemId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly places: readonly string[];
  readonly offerMinor: number;
  /** What it costs now. */
  readonly beforeMinor: number | null;
  /** The price it has to be compared with; null where there was none. */
  readonly priorMinor: number | null;
  /** The first day on which it could be told; null: not in the coming month. */
  readonly allowedFrom: string | null;
}

/** Prices that would be told as reductions and are none by the law: nothing was published. */
export const reductionRefused = problemType<{
  readonly rows: readonly RefusedReduction[];
  readonly total: number;
}>('reduction-refused', 422, {
  it: {
    title: 'Non è un ribasso che si può annunciare',
    detail: ({ rows: [row], total }) =>
      row
        ? `${row.name} ${row.colour} ${row.size} (${row.places.join(', ')}): a ${money(row.offerMinor, 'it')} non è sotto ${row.priorMinor === null ? 'nessun prezzo precedente' : `il prezzo più basso degli ultimi 30 giorni, ${money(row.priorMinor, 'it')}`}.${row.allowedFrom ? ` Dal ${wallMoment(row.allowedFrom, 'it')} si può.` : ''}${total > 1 ? ` E altri ${total - 1}.` : ''} Cambia prezzo o data, o pubblica senza annunciarlo.`
        : '',
  },
  en: {
    title: 'Not a reduction that may be announced',
    detail: ({ rows: [row], total }) =>
      row
        ? `${row.name} ${row.colour} ${row.size} (${row.places.join(', ')}): ${money(row.offerMinor, 'en')} is not below ${row.priorMinor === null ? 'any prior price' : `the lowest price of the last 30 days, ${money(row.priorMinor, 'en')}`}.${row.allowedFrom ? ` From ${wallMoment(row.allowedFrom, 'en')} it may be.` : ''}${total > 1 ? ` And ${total - 1} more.` : ''} Change the price or the date, or publish without announcing it.`
        : '',
  },
});

/** Goods that somebody could buy below what the chain pays, with the combination as proof. */
export interface BelowCost {
  readonly itemId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly places: readonly string[];
  readonly payMinor: number;
  readonly costMinor: number;
  readonly promotions: readonly string[];
}

export const belowFloor = problemType<{
  readonly rows: readonly BelowCost[];
  readonly total: number;
}>('below-floor', 422, {
  it: {
    title: 'Si venderebbe sottocosto',
    detail: ({ rows: [row], total }) =>
      row
        ? `${row.name} (${row.styleCode}) scenderebbe a ${money(row.payMinor, 'it')}, IVA compresa, con: ${row.promotions.join(' + ')}. Costa ${money(row.costMinor, 'it')} senza IVA.${total > 1 ? ` E altri ${total - 1} modelli.` : ''} Metti un prezzo minimo, rendi le promozioni non cumulabili, o dichiarala sottocosto.`
        : '',
  },
  en: {
    title: 'It would be sold below cost',
    detail: ({ rows: [row], total }) =>
      row
        ? `${row.name} (${row.styleCode}) would fall to ${money(row.payMinor, 'en')}, VAT included, by: ${row.promotions.join(' + ')}. It costs ${money(row.costMinor, 'en')} without VAT.${total > 1 ? ` And ${total - 1} more styles.` : ''} Set a minimum price, keep the promotions apart, or declare it below cost.`
        : '',
  },
});

/** The calendar of sales forbids it in these places: nothing was published. */
export const salesBan = problemType<{ readonly hits: readonly BanHit[]; readonly total: number }>(
  'sales-ban',
  422,
  {
    it: {
      title: 'Vietato dal calendario dei saldi',
      detail: ({ hits: [hit], total }) =>
        hit
          ? `${hit.region} (${hit.placeId}): ${hit.why === 'ban' ? `promozioni su capi stagionali vietate dal ${wallMoment(hit.banFrom, 'it')} al ${wallMoment(hit.banTo, 'it')}` : 'fuori dal periodo dei saldi'}.${total > 1 ? ` E altri ${total - 1} negozi.` : ''} Togli questi negozi, cambia le date o motiva l’eccezione.`
          : '',
    },
    en: {
      title: 'Forbidden by the calendar of sales',
      detail: ({ hits: [hit], total }) =>
        hit
          ? `${hit.region} (${hit.placeId}): ${hit.why === 'ban' ? `promotions of seasonal goods are forbidden from ${wallMoment(hit.banFrom, 'en')} to ${wallMoment(hit.banTo, 'en')}` : 'outside the period of sales'}.${total > 1 ? ` And ${total - 1} more shops.` : ''} Leave these shops out, change the dates or give the reason for an exception.`
          : '',
    },
  },
);
