import type { Definition, TemplateFields } from '../../../modules/listini-promozioni/api.ts';
import { daysAgo, yearly, type Span } from './days-of-the-year.ts';

type Goods = Extract<TemplateFields, { readonly id: 'percent-off' }>['of'];

/** A promotion as a colleague made it from a template, and how far it has come. */
export interface PlannedPromotion {
  readonly code: string;
  readonly name: { readonly it: string; readonly en: string };
  readonly fields: TemplateFields;
  readonly when: Definition['when'];
  readonly change?: Partial<Pick<Definition, 'where' | 'who' | 'limits' | 'funding' | 'floor'>>;
  /** Told to everybody as a reduction: it keeps the law. */
  readonly announced?: boolean;
  readonly saleKind?: 'promo' | 'card' | 'coupon';
  readonly campaign?: string;
  readonly left?: 'draft' | 'submitted' | 'paused';
  /** A code that everybody may use, so often in all. */
  readonly sharedCode?: { readonly code: string; readonly uses: number };
}

const having = (attribute: string, ...values: string[]): Goods => ({ attribute, in: values });
const both = (...all: Goods[]): Goods => ({ all });
const lasting = having('season', 'Continuativo');
const donna = having('department', 'Donna');
const uomo = having('department', 'Uomo');
const category = (name: string): Goods => having('category', name);
const spring = (goods: Goods): Goods => both(goods, having('season', 'P/E 26'));
const SATURDAY_AFTERNOON = { weekdays: [6], hours: [{ from: 15 * 60, to: 19 * 60 }] };
const card: Definition['who'] = [{ kind: 'card' }];
const gold: Definition['who'] = [{ kind: 'tier', in: ['Oro'] }];

/**
 * Forty promotions of every kind over a year: past, running, planned, and some that nobody has approved
 * yet. Those that everybody is told of keep to goods that no other reduction touched within thirty days.
 */
export function plannedPromotions(today: Date, giftItemId: string): PlannedPromotion[] {
  const span = (from: string, to: string): Span => yearly(today, from, to);
  const since = (days: number): { from: string } => ({ from: `${daysAgo(today, days)}T00:00` });
  return [
    ...ofEverybody(span),
    ...ofCards(span, since),
    ...ofCodes(span, since),
    ...ofBaskets(span, since, giftItemId),
    ...unfinished(since, span),
  ];
}

type SpanOf = (from: string, to: string) => Span;
type Since = (days: number) => { readonly from: string };

// oxfmt-ignore
function ofEverybody(span: SpanOf): PlannedPromotion[] {
  const announced = { announced: true, saleKind: 'promo' } as const;
  return [
    { code: 'BLACK-FRIDAY', name: { it: 'Black Friday: maglieria continuativa', en: 'Black Friday: knitwear' }, fields: { id: 'percent-off', of: both(category('Maglieria'), lasting), percent: 20 }, when: span('11-23', '11-29'), campaign: 'BLACK-FRIDAY', ...announced },
    { code: 'BLACK-FRIDAY-SNEAKER', name: { it: 'Black Friday: 20 euro sulle sneaker', en: 'Black Friday: 20 euro off sneakers' }, fields: { id: 'amount-off', of: both(category('Sneaker'), lasting), amountMinor: 20_00 }, when: span('11-23', '11-29'), campaign: 'BLACK-FRIDAY', ...announced },
    { code: 'CYBER-WEB', name: { it: 'Cyber Monday online', en: 'Cyber Monday online' }, fields: { id: 'percent-off', of: both(category('Giacche'), lasting), percent: 15 }, when: span('11-30', '11-30'), change: { where: { channels: ['web'] } }, ...announced },
    { code: 'MEZZA-STAGIONE-ABITI', name: { it: 'Mezza stagione: abiti', en: 'Mid-season: dresses' }, fields: { id: 'percent-off', of: spring(category('Abiti')), percent: 20, charm: { everyMinor: 100, endingsMinor: [90], direction: 'down' } }, when: span('04-20', '05-03'), ...announced },
    { code: 'MEZZA-STAGIONE-POLO', name: { it: 'Mezza stagione: t-shirt a 15 euro', en: 'Mid-season: T-shirts at 15 euro' }, fields: { id: 'fixed-price', of: spring(both(category('T-shirt'), donna)), priceMinor: 15_00 }, when: span('04-20', '05-03'), ...announced },
    { code: 'FESTA-MAMMA', name: { it: 'Festa della mamma: profumi per la casa', en: 'Mother’s Day: home fragrance' }, fields: { id: 'percent-off', of: category('Profumi per la casa'), percent: 15 }, when: span('05-04', '05-10'), ...announced },
    { code: 'FESTA-PAPA', name: { it: 'Festa del papà: cinture', en: 'Father’s Day: belts' }, fields: { id: 'percent-off', of: both(category('Cinture'), lasting), percent: 15 }, when: span('03-12', '03-19'), ...announced },
    { code: 'RIENTRO', name: { it: 'Rientro in città: chino', en: 'Back to town: chinos' }, fields: { id: 'amount-off', of: both(category('Pantaloni'), uomo, lasting), amountMinor: 10_00 }, when: span('09-07', '09-20'), ...announced },
    { code: 'OUTLET-SCIARPE', name: { it: 'Serravalle: sciarpe', en: 'Serravalle: scarves' }, fields: { id: 'percent-off', of: both(category('Sciarpe'), lasting), percent: 10 }, when: span('10-12', '10-25'), change: { where: { groups: ['outlet'] } }, ...announced },
    { code: 'GIFT-WEEK', name: { it: 'Settimana dei regali: mocassini', en: 'Gift week: loafers' }, fields: { id: 'percent-off', of: both(category('Mocassini'), lasting), percent: 10 }, when: span('10-26', '11-01'), change: { funding: { supplierId: 'Calzaturificio Fermo', sharePercent: 50 } }, ...announced },
  ];
}

// oxfmt-ignore
function ofCards(span: SpanOf, since: Since): PlannedPromotion[] {
  const saleKind = 'card' as const;
  return [
    { code: 'TESSERA-DONNA', name: { it: 'Tessera: 10% sulla donna continuativa', en: 'Card: 10% off women’s staples' }, fields: { id: 'card-price', of: both(donna, lasting), percent: 10 }, when: since(200), saleKind },
    { code: 'TESSERA-ORO-BORSE', name: { it: 'Tessera Oro: 15% sulle borse', en: 'Gold card: 15% off bags' }, fields: { id: 'card-price', of: category('Borse'), percent: 15, tiers: ['Oro'] }, when: since(120), saleKind },
    { code: 'SABATO-ORO', name: { it: 'Sabato Oro: 3×2 sulla donna in Lombardia', en: 'Gold Saturday: 3 for 2 on women’s in Lombardy' }, fields: { id: 'n-for-m', of: donna, size: 3, pay: 2 }, when: { ...since(40), ...SATURDAY_AFTERNOON }, change: { who: gold, where: { regions: ['Lombardia'] } }, saleKind },
    { code: 'PUNTI-DOPPI', name: { it: 'Punti doppi sulla maglieria', en: 'Double points on knitwear' }, fields: { id: 'points', of: category('Maglieria'), multiplier: 2 }, when: span('11-09', '11-29'), change: { who: card }, saleKind },
    { code: 'PUNTI-CASA', name: { it: 'Punti tripli sulla casa', en: 'Triple points on home' }, fields: { id: 'points', of: having('department', 'Casa'), multiplier: 3 }, when: span('05-11', '05-24'), change: { who: card }, saleKind },
    { code: 'ANTEPRIMA-SALDI', name: { it: 'Anteprima per la tessera: abiti', en: 'Card preview: dresses' }, fields: { id: 'card-price', of: spring(category('Abiti')), percent: 20 }, when: span('06-25', '06-30'), saleKind },
    { code: 'COMPLEANNO', name: { it: 'Compleanno con la tessera', en: 'Birthday with the card' }, fields: { id: 'card-price', of: { everything: true }, percent: 10 }, when: since(300), change: { who: [{ kind: 'segment', in: ['compleanno'] }], limits: { usesPerCustomer: 1 } }, saleKind },
    { code: 'ORO-SCARPE', name: { it: 'Tessera Oro: scarpe', en: 'Gold card: shoes' }, fields: { id: 'card-price', of: both(having('department', 'Scarpe'), lasting), percent: 12, tiers: ['Oro'] }, when: span('09-21', '10-04'), saleKind },
  ];
}

// oxfmt-ignore
function ofCodes(span: SpanOf, since: Since): PlannedPromotion[] {
  const saleKind = 'coupon' as const;
  return [
    { code: 'BENVENUTO', name: { it: 'Codice di benvenuto', en: 'Welcome code' }, fields: { id: 'coupon', of: lasting, percent: 10 }, when: since(250), change: { limits: { usesPerCustomer: 1 } }, sharedCode: { code: 'BENVENUTO10', uses: 5_000 }, saleKind },
    { code: 'NEWSLETTER', name: { it: 'Newsletter d’autunno', en: 'Autumn newsletter' }, fields: { id: 'coupon', of: lasting, percent: 12 }, when: span('10-05', '11-30'), change: { limits: { budgetMinor: 3_000_00 } }, sharedCode: { code: 'AUTUNNO12', uses: 800 }, saleKind },
    { code: 'SCUSE', name: { it: 'Buono di scuse', en: 'Apology code' }, fields: { id: 'coupon', of: lasting, percent: 15 }, when: since(90), saleKind },
    { code: 'INFLUENCER', name: { it: 'Codice Vera', en: 'Code Vera' }, fields: { id: 'coupon', of: both(donna, lasting), percent: 10 }, when: span('03-01', '03-31'), sharedCode: { code: 'VERA10', uses: 400 }, saleKind },
    { code: 'STUDENTI', name: { it: 'Studenti: jeans', en: 'Students: jeans' }, fields: { id: 'coupon', of: both(category('Jeans'), lasting), percent: 10 }, when: span('09-01', '09-30'), sharedCode: { code: 'STUDIO10', uses: 1_000 }, saleKind },
  ];
}

// oxfmt-ignore
function ofBaskets(span: SpanOf, since: Since, giftItemId: string): PlannedPromotion[] {
  return [
    { code: 'TRE-PER-DUE-TSHIRT', name: { it: '3×2 sulle t-shirt', en: '3 for 2 on T-shirts' }, fields: { id: 'n-for-m', of: category('T-shirt'), size: 3, pay: 2 }, when: span('05-25', '06-14') },
    { code: 'DUE-CAMICIE', name: { it: 'Due camicie a 79 euro', en: 'Two shirts for 79 euro' }, fields: { id: 'n-for-price', of: both(category('Camicie'), uomo, { listPriceMinor: { max: 59_99 } }), size: 2, priceMinor: 79_00 }, when: span('09-07', '10-11') },
    { code: 'SECONDA-MAGLIA', name: { it: 'Seconda maglia al 50%', en: 'Second jumper half price' }, fields: { id: 'second-at-percent', of: both(category('Maglieria'), uomo), percent: 50 }, when: span('10-12', '11-08') },
    { code: 'CINQUE-PER-QUATTRO', name: { it: '5×4 sulla dispensa', en: '5 for 4 in the pantry' }, fields: { id: 'n-for-m', of: category('Dispensa'), size: 5, pay: 4 }, when: span('11-01', '12-31') },
    { code: 'COMPLETO', name: { it: 'Giacca e pantalone a 229 euro', en: 'Jacket and trousers for 229 euro' }, fields: { id: 'bundle', components: [both(category('Giacche'), { listPriceMinor: { max: 219_99 } }), both(category('Pantaloni'), uomo)], priceMinor: 229_00 }, when: span('10-19', '11-29') },
    { code: 'BERRETTO-SCIARPA', name: { it: 'Berretto e sciarpa a 59 euro', en: 'Hat and scarf for 59 euro' }, fields: { id: 'bundle', components: [category('Cappelli'), both(category('Sciarpe'), { listPriceMinor: { max: 59_99 } })], priceMinor: 59_00 }, when: span('11-02', '11-30') },
    { code: 'SOGLIA-150', name: { it: '20 euro ogni spesa da 150', en: '20 euro off from 150' }, fields: { id: 'spend-threshold', of: lasting, minMinor: 150_00, amountMinor: 20_00 }, when: span('11-10', '11-22') },
    { code: 'SCAGLIONI-NATALE', name: { it: 'Scaglioni d’inverno', en: 'Winter tiers' }, fields: { id: 'spend-tiers', of: lasting, steps: [{ minMinor: 100_00, percent: 5 }, { minMinor: 200_00, percent: 8 }, { minMinor: 300_00, percent: 12 }] }, when: span('12-01', '12-24') },
    { code: 'PIU-COMPRI', name: { it: 'Più compri: t-shirt e camicie', en: 'Buy more: T-shirts and shirts' }, fields: { id: 'quantity-tiers', of: having('category', 'T-shirt', 'Camicie'), steps: [{ min: 2, percent: 5 }, { min: 4, percent: 10 }, { min: 6, percent: 15 }] }, when: span('06-15', '06-30') },
    { code: 'OMAGGIO-CANDELA', name: { it: 'Una candela in omaggio da 200 euro', en: 'A candle as a gift from 200 euro' }, fields: { id: 'gift', of: { everything: true }, minMinor: 200_00, giftItemId }, when: span('11-16', '12-06'), change: { limits: { usesPerLocation: 60 } } },
    { code: 'SPEDIZIONE', name: { it: 'Spedizione gratuita da 99 euro', en: 'Free shipping from 99 euro' }, fields: { id: 'free-shipping', minMinor: 99_00 }, when: since(330), change: { where: { channels: ['web'] } } },
    { code: 'SAN-VALENTINO', name: { it: 'San Valentino: seconda sciarpa al 30%', en: 'Valentine’s: second scarf at 30% off' }, fields: { id: 'second-at-percent', of: category('Sciarpe'), percent: 30 }, when: span('02-07', '02-14') },
    { code: 'FESTA-DONNA', name: { it: 'Festa della donna: soglia', en: 'Women’s Day: threshold' }, fields: { id: 'spend-threshold', of: both(donna, lasting), minMinor: 120_00, amountMinor: 15_00 }, when: span('03-06', '03-08') },
  ];
}

// oxfmt-ignore
function unfinished(since: Since, span: SpanOf): PlannedPromotion[] {
  return [
    { code: 'EPIFANIA', name: { it: 'Epifania: dispensa', en: 'Epiphany: pantry' }, fields: { id: 'n-for-m', of: category('Dispensa'), size: 3, pay: 2 }, when: span('01-02', '01-06'), left: 'draft' },
    { code: 'REGALO-AZIENDE', name: { it: 'Regali aziendali', en: 'Company gifts' }, fields: { id: 'quantity-tiers', of: having('department', 'Casa'), steps: [{ min: 10, percent: 10 }, { min: 30, percent: 18 }] }, when: since(-7), left: 'submitted' },
    { code: 'STIVALETTI', name: { it: 'Stivaletti: 15 euro con la tessera', en: 'Ankle boots: 15 euro off with the card' }, fields: { id: 'amount-off', of: both(category('Stivaletti'), lasting), amountMinor: 15_00 }, when: since(20), change: { who: card }, saleKind: 'card', left: 'paused' },
    { code: 'GONNE-TRE', name: { it: 'Tre gonne a 199 euro', en: 'Three skirts for 199 euro' }, fields: { id: 'n-for-price', of: both(category('Gonne'), lasting), size: 3, priceMinor: 199_00 }, when: since(-14), left: 'draft' },
  ];
}
