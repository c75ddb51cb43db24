import type { createList } from '../../../modules/listini-promozioni/api.ts';
import { FRANCHISEE } from '../locations.ts';
import type { StyleSeed } from '../catalogue.ts';
import { daysAgo, yearly } from './days-of-the-year.ts';

type NewTerms = Parameters<typeof createList>[1]['terms'];

/** A change set somebody prepared and somebody else approved. */
export interface PlannedChange {
  readonly title: string;
  /** Wall-clock time of the shops. */
  readonly from: string;
  readonly to?: string;
  /** Told to people as a reduction: it keeps the law, or is refused. */
  readonly announced: boolean;
  /** Of the list price, per cent: −30 is a reduction. */
  readonly percent: number;
  readonly concerns: (style: StyleSeed, place: number) => boolean;
  /** Steps of one campaign keep its first prior price. */
  readonly campaign?: string;
  /** Not handed in yet, or waiting for approval. */
  readonly left?: 'draft' | 'submitted';
}

export interface PlannedList {
  readonly code: string;
  readonly name: { readonly it: string; readonly en: string };
  readonly terms: (idOf: (code: string) => string) => NewTerms;
  /** The day its terms are published. */
  readonly since: string;
  readonly changes: readonly PlannedChange[];
}

/** Prices of an outlet and of the staff end as prices do: 89,90. */
const CHARM = { everyMinor: 1_000, endingsMinor: [990], direction: 'nearest' as const };

/** The coat of every picture keeps its price: 249 euro. */
const isFamous = (place: number): boolean => place === 0;

/**
 * Six lists over a year: the public prices with their changes, the web, the outlets and the staff by
 * formula, the franchisee, and the end-of-season sales with their second reduction.
 */
export function plannedLists(today: Date): PlannedList[] {
  const begun = daysAgo(today, 380);
  return [publicPrices(today, begun), ...pricesOfSome(today, begun), endOfSeason(today, begun)];
}

function publicPrices(today: Date, begun: string): PlannedList {
  return {
    code: 'PUBBLICO',
    name: { it: 'Listino al pubblico', en: 'Public prices' },
    since: begun,
    terms: () => ({ scope: {}, priority: 0, vatIncluded: true }),
    changes: [
      {
        title: 'Allineamento cotoni',
        from: `${daysAgo(today, 300)}T00:00`,
        announced: false,
        percent: 4,
        concerns: ({ category, season }, place) =>
          !isFamous(place) && category === 'T-shirt' && season === 'Continuativo',
      },
      {
        title: 'Pelletteria: aumento conceria',
        from: `${daysAgo(today, 150)}T00:00`,
        announced: false,
        percent: 6,
        concerns: ({ category, season }) => category === 'Borse' && season === 'Continuativo',
      },
      {
        title: 'Casa: listino di primavera',
        from: `${daysAgo(today, -21)}T00:00`,
        announced: false,
        percent: 3,
        concerns: ({ department, perishable }) => department === 'Casa' && !perishable,
      },
      {
        title: 'Cinture: da rivedere con gli acquisti',
        from: `${daysAgo(today, -30)}T00:00`,
        announced: false,
        percent: 5,
        concerns: ({ category }) => category === 'Cinture',
        left: 'draft',
      },
      {
        title: 'Cappelli',
        from: `${daysAgo(today, -10)}T00:00`,
        announced: false,
        percent: 5,
        concerns: ({ category }) => category === 'Cappelli',
        left: 'submitted',
      },
    ],
  };
}

/** The web, the outlets, the franchisee, the staff. */
function pricesOfSome(today: Date, begun: string): PlannedList[] {
  return [
    {
      code: 'WEB',
      name: { it: 'Negozio online', en: 'Web store' },
      since: begun,
      terms: () => ({ scope: { channels: ['web'] }, priority: 0, vatIncluded: true }),
      changes: [
        {
          title: 'Jeans online',
          from: `${daysAgo(today, 220)}T00:00`,
          announced: false,
          percent: -5,
          concerns: ({ category, season }) => category === 'Jeans' && season === 'Continuativo',
        },
      ],
    },
    {
      code: 'OUTLET',
      name: { it: 'Outlet', en: 'Outlets' },
      since: begun,
      terms: (idOf) => ({
        scope: { groups: ['outlet'] },
        priority: 0,
        vatIncluded: true,
        formula: { baseListId: idOf('PUBBLICO'), percent: -35, charm: CHARM },
      }),
      changes: [],
    },
    {
      code: 'FRANCHISING',
      name: { it: 'Affiliati', en: 'Franchisee' },
      since: begun,
      terms: () => ({
        scope: { companies: [FRANCHISEE.id] },
        priority: 0,
        vatIncluded: true,
      }),
      changes: [
        {
          title: 'Trasporto al Sud',
          from: `${daysAgo(today, 270)}T00:00`,
          announced: false,
          percent: 2,
          concerns: ({ category, season }) =>
            category === 'Capispalla' && season === 'Continuativo',
        },
      ],
    },
    {
      code: 'DIPENDENTI',
      name: { it: 'Dipendenti', en: 'Staff' },
      since: begun,
      terms: (idOf) => ({
        scope: { segments: ['dipendenti'] },
        priority: 10,
        vatIncluded: true,
        formula: {
          baseListId: idOf('PUBBLICO'),
          percent: -25,
          charm: CHARM,
          minimumMarginPercent: 10,
        },
      }),
      changes: [],
    },
  ];
}

function endOfSeason(today: Date, begun: string): PlannedList {
  const winter = yearly(today, '01-03', '02-28');
  const summer = yearly(today, '07-04', '08-31');
  return {
    code: 'SALDI',
    name: { it: 'Saldi di fine stagione', en: 'End-of-season sales' },
    since: begun,
    terms: () => ({ scope: {}, priority: 5, vatIncluded: true }),
    changes: [
      {
        title: 'Saldi invernali',
        ...winter,
        campaign: 'SALDI-INVERNALI',
        announced: true,
        percent: -30,
        concerns: ({ season, perishable }, place) =>
          !isFamous(place) && season === 'A/I 25' && !perishable,
      },
      {
        title: 'Saldi invernali, secondo ribasso',
        from: `${winter.from.slice(0, 4)}-02-01T00:00`,
        to: winter.to,
        campaign: 'SALDI-INVERNALI',
        announced: true,
        percent: -50,
        concerns: ({ season, perishable, category }, place) =>
          !isFamous(place) && season === 'A/I 25' && !perishable && category !== 'Borse',
      },
      {
        title: 'Saldi estivi',
        ...summer,
        announced: true,
        percent: -40,
        concerns: ({ season, perishable }, place) =>
          !isFamous(place) && season === 'P/E 26' && !perishable,
      },
    ],
  };
}
