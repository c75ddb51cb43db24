import { expect } from 'chai';
import {
  differencesOf,
  factsOf,
} from '../../../modules/listini-promozioni/promotions/domain/facts.ts';
import { flawsOf } from '../../../modules/listini-promozioni/promotions/domain/definition.ts';
import { sentenceOf } from '../../../modules/listini-promozioni/promotions/domain/sentence.ts';
import {
  TEMPLATES,
  type TemplateId,
} from '../../../modules/listini-promozioni/promotions/domain/template-fields.ts';
import {
  begunWith,
  codeOf,
  draftIn,
  NEW_DRAFT,
  saleKindOf,
  type PromotionDraft,
} from '../../../modules/listini-promozioni/promotions/ui/draft.ts';
import { definitionOf } from '../../../modules/listini-promozioni/promotions/ui/draft-definition.ts';
import { flawOf } from '../../../modules/listini-promozioni/promotions/ui/draft-flaws.ts';
import {
  NEW_ROW,
  queryOf,
  stepsOf,
} from '../../../modules/listini-promozioni/promotions/ui/goods-rows.ts';

const DONNA = { ...NEW_ROW, values: ['Donna'] };
const BAGS = { ...NEW_ROW, attribute: 'category', values: ['Borse'] } as const;

/** What somebody still has to type into a template, and the Italian sentence it makes. */
const FILLED: Readonly<Record<TemplateId, readonly [Partial<PromotionDraft>, string]>> = {
  'percent-off': [{ goods: [DONNA] }, '−20 % su linea Donna.'],
  'amount-off': [{ euro: 10 }, '−10,00 € al pezzo su tutti gli articoli.'],
  'fixed-price': [{ euro: 29.9 }, '29,90 € al pezzo su tutti gli articoli.'],
  'n-for-m': [{ goods: [DONNA] }, '3×2 su linea Donna.'],
  'n-for-price': [{ euro: 60, size: 2 }, '2 pezzi a 60,00 € su tutti gli articoli.'],
  'second-at-percent': [{}, 'Il più economico di ogni 2 pezzi al −50 % su tutti gli articoli.'],
  'buy-get': [
    { goods: [DONNA], gets: [BAGS] },
    'Comprando 1 pezzo di linea Donna, 1 pezzo di categoria Borse gratis.',
  ],
  bundle: [
    { euro: 199, components: [[DONNA], [BAGS]] },
    '1 × linea Donna + 1 × categoria Borse insieme a 199,00 € in tutto.',
  ],
  'spend-threshold': [{ minEuro: 100, euro: 15 }, '−15,00 € su tutti gli articoli, da 100,00 €.'],
  'spend-tiers': [
    {
      steps: [
        { min: 100, percent: 10 },
        { min: 200, percent: 20 },
      ],
    },
    'Da 100,00 € −10 % su tutti gli articoli; da 200,00 € −20 % su tutti gli articoli.',
  ],
  'quantity-tiers': [
    {
      steps: [
        { min: 2, percent: 10 },
        { min: 3, percent: 20 },
      ],
    },
    'Da 2 pezzi −10 % su tutti gli articoli; da 3 pezzi −20 % su tutti gli articoli.',
  ],
  gift: [
    { minEuro: 150, giftItemId: '01939c5e-7a00-7000-8000-000000000001' },
    '1 pezzo in omaggio, da 150,00 €.',
  ],
  'free-shipping': [{ minEuro: 50 }, 'Spedizione gratuita, da 50,00 €.'],
  coupon: [
    { code: 'ESTATE15', percent: 15 },
    '−15 % su tutti gli articoli, con il codice ESTATE15.',
  ],
  'card-price': [{}, '−20 % su tutti gli articoli, solo per chi ha la tessera.'],
  points: [{}, 'Punti ×2 su tutti gli articoli.'],
};

describe('the draft of a promotion', () => {
  for (const { id } of TEMPLATES) {
    const [typed, sentence] = FILLED[id];
    it(`becomes a whole promotion with two to four fields: ${id}`, () => {
      const draft = { ...begunWith(id), name: 'Prova', ...typed };
      expect(flawOf(draft)).to.equal(null);
      const definition = definitionOf(draft);
      expect(flawsOf(definition)).to.deep.equal([]);
      expect(sentenceOf(definition).it).to.equal(sentence);
    });
  }

  it('says what is missing, in the order of the fields', () => {
    const named = { ...NEW_DRAFT, name: 'Prova' };
    const flaws: readonly [Partial<PromotionDraft>, string][] = [
      [{ name: ' ' }, 'needsName'],
      [{ percent: null }, 'needsFigure'],
      [{ template: 'n-for-m', size: 2, pay: 2 }, 'wrongSizes'],
      [{ template: 'spend-tiers' }, 'needsSteps'],
      [
        {
          template: 'quantity-tiers',
          steps: [
            { min: 3, percent: 10 },
            { min: 2, percent: 20 },
          ],
        },
        'risingSteps',
      ],
      [{ template: 'gift', minEuro: 10 }, 'needsGift'],
      [{ template: 'bundle', euro: 10, components: [[DONNA], [NEW_ROW]] }, 'needsComponents'],
      [{ who: ['tier'] }, 'needsTier'],
      [{ who: ['segment'] }, 'needsSegment'],
      [{ who: ['customer'] }, 'needsCustomer'],
      [{ spans: [{ from: '15:00', to: '' }] }, 'wrongHours'],
      [{ spans: [{ from: '15:00', to: '15:00' }] }, 'wrongHours'],
      [{ from: '2026-12-05T00:00', to: '2026-12-05T00:00' }, 'wrongPeriod'],
      [{ supplier: 'Lanificio Bosco' }, 'needsSupplier'],
      [{ uses: 0 }, 'zeroLimit'],
    ];
    for (const [typed, flaw] of flaws) {
      expect(flawOf({ ...named, ...typed }), flaw).to.equal(flaw);
    }
    expect(flawOf(named)).to.equal(null);
  });

  it('reads rows as «e» before «oppure», with bands and exclusions', () => {
    const goods = [
      DONNA,
      { ...BAGS, not: true },
      { ...NEW_ROW, attribute: 'price', min: 49.9, max: null } as const,
      { ...NEW_ROW, joined: 'or', attribute: 'reduced', not: true } as const,
    ];
    expect(queryOf(goods)).to.deep.equal({
      any: [
        {
          all: [
            { attribute: 'line', in: ['Donna'] },
            { not: { attribute: 'category', in: ['Borse'] } },
            { listPriceMinor: { min: 4_990 } },
          ],
        },
        { reduced: false },
      ],
    });
    expect(stepsOf(goods.slice(0, 2))[0]).to.deep.equal({ attribute: 'line', in: ['Donna'] });
    expect(queryOf([NEW_ROW])).to.deep.equal({ everything: true });
  });

  it('keeps every dimension: place, time, people, limits, combination, floor, funding', () => {
    const definition = definitionOf({
      ...NEW_DRAFT,
      name: 'Prova',
      groups: ['outlet'],
      exceptShops: ['MI02'],
      channels: ['store'],
      spans: [{ from: '15:00', to: '19:00' }],
      notOn: ['2026-12-24'],
      openingDaysOnly: true,
      who: ['tier', 'staff'],
      tiers: ['Oro'],
      uses: 500,
      usesPerCustomer: 1,
      usesPerLocation: 50,
      budgetEuro: 1_000.5,
      priority: 40,
      exclusive: 'piece',
      group: 'tessera',
      combinesWith: ['outlet'],
      stopsFurther: true,
      floorEuro: 9.9,
      floorMargin: 20,
      floorDiscount: 50,
      returnPolicy: 'recompute',
      supplier: 'Lanificio Bosco',
      supplierShare: 40,
      label: 'Solo oggi',
    });
    expect(definition.where).to.deep.equal({
      channels: ['store'],
      groups: ['outlet'],
      exceptLocations: ['MI02'],
    });
    expect(definition.when).to.deep.equal({
      hours: [{ from: 900, to: 1_140 }],
      notOn: ['2026-12-24'],
      openingDaysOnly: true,
    });
    expect(definition.who).to.deep.equal([{ kind: 'tier', in: ['Oro'] }, { kind: 'staff' }]);
    expect(definition.limits).to.deep.equal({
      uses: 500,
      usesPerCustomer: 1,
      usesPerLocation: 50,
      budgetMinor: 100_050,
    });
    expect(definition.combination).to.deep.equal({
      lane: 'item',
      priority: 40,
      exclusive: 'piece',
      group: 'tessera',
      combinesWith: ['outlet'],
      stopsFurther: true,
    });
    expect(definition.floor).to.deep.equal({
      minimumPriceMinor: 990,
      minimumMarginPercent: 20,
      maximumDiscountPercent: 50,
    });
    expect(definition.funding).to.deep.equal({ supplierId: 'Lanificio Bosco', sharePercent: 40 });
    expect(definition.texts.label).to.deep.equal({ it: 'Solo oggi', en: 'Solo oggi' });
    expect(definition.texts.receipt).to.deep.equal({ it: 'Prova', en: 'Prova' });
  });

  it('opens again as it was left, also when it was left before rows could be joined', () => {
    const draft = { ...NEW_DRAFT, name: 'Prova', goods: [DONNA], uses: 5 };
    expect(draftIn({ id: 'percent-off', draft: JSON.parse(JSON.stringify(draft)) })).to.deep.equal(
      draft,
    );
    const former = draftIn({
      id: 'n-for-m',
      draft: {
        template: 'n-for-m',
        name: 'Vecchia',
        who: 'tier',
        tiers: ['Oro'],
        hourFrom: '15:00',
        hourTo: '19:00',
        goods: [{ attribute: 'line', not: false, values: ['Donna'] }],
      },
    })!;
    expect(former.who).to.deep.equal(['tier']);
    expect(former.spans).to.deep.equal([{ from: '15:00', to: '19:00' }]);
    expect(former.goods).to.deep.equal([DONNA]);
    expect(draftIn(null)).to.equal(null);
  });

  it('knows which law it is under', () => {
    expect(saleKindOf(NEW_DRAFT)).to.equal('promo');
    expect(saleKindOf({ ...NEW_DRAFT, who: ['card', 'tier'] })).to.equal('card');
    expect(saleKindOf({ ...NEW_DRAFT, who: ['card', 'staff'] })).to.equal('promo');
    expect(saleKindOf({ ...NEW_DRAFT, template: 'coupon' })).to.equal('coupon');
    expect(saleKindOf({ ...NEW_DRAFT, saleKind: 'saldi' })).to.equal('saldi');
  });

  it('gets a code that can be read', () => {
    expect(codeOf('3×2 però… Donna', 'K7P2A')).to.equal('3-2-PERO-DONNA-K7P2A');
    expect(codeOf('', 'K7P2A')).to.equal('PROMO-K7P2A');
  });
});

describe('two versions of a promotion', () => {
  it('are told apart fact by fact, and only where they differ', () => {
    const before = definitionOf({ ...NEW_DRAFT, name: 'Prova', goods: [DONNA] });
    const after = definitionOf({
      ...NEW_DRAFT,
      name: 'Prova',
      goods: [DONNA],
      percent: 30,
      uses: 100,
      exclusive: 'basket',
      returnPolicy: 'claw-back',
    });
    expect(differencesOf(before, after, 'it')).to.deep.equal([
      { name: 'gives', before: '−20 % su linea Donna', after: '−30 % su linea Donna' },
      { name: 'limits', before: 'nessuno', after: 'al massimo 100 volte' },
      {
        name: 'together',
        before: 'con le altre',
        after: 'da sola su tutto lo scontrino',
      },
      {
        name: 'returns',
        before: 'si rende quanto pagato',
        after: 'si trattiene lo sconto che non spetta più',
      },
    ]);
    expect(differencesOf(after, after, 'en')).to.deep.equal([]);
    expect(factsOf(before, 'en').map(({ name }) => name)).to.have.lengthOf(15);
  });
});
