import { checkDigit } from '../../modules/base/api.ts';
import { fixedId } from './random.ts';

export interface CompanySeed {
  readonly id: string;
  readonly legalName: string;
  readonly vatNumber: string;
  readonly role: 'chain' | 'franchisee';
}

/** Opening spans of a weekday, local time; several when the shop closes at midday. */
type Spans = readonly (readonly [opens: string, closes: string])[];

export interface LocationSeed {
  readonly id: string;
  readonly companyId: string;
  readonly kind: 'store' | 'warehouse';
  readonly type: 'street' | 'mall' | 'outlet' | 'corner' | 'pop-up' | 'warehouse';
  readonly name: string;
  readonly gln: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly province: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly phone: string;
  /** Monday first. */
  readonly week: readonly Spans[];
  /** How well stocked it is, against a middling shop. */
  readonly weight: number;
}

/** The last digit of an Italian VAT number (Luhn over the first ten). */
export function vatNumber(body: string): string {
  const sum = [...body].reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function gln(number: number): string {
  const body = `8009${String(number).padStart(8, '0')}`;
  return body + checkDigit(body);
}

export const CHAIN: CompanySeed = {
  id: fixedId(9, 1),
  legalName: 'Lungarno S.p.A.',
  vatNumber: vatNumber('0123456789'),
  role: 'chain',
};
export const FRANCHISEE: CompanySeed = {
  id: fixedId(9, 2),
  legalName: 'Sud Moda S.r.l.',
  vatNumber: vatNumber('0765432109'),
  role: 'franchisee',
};

const allDay = (opens: string, closes: string, sunday: Spans): Spans[] => [
  ...Array.from({ length: 6 }, (): Spans => [[opens, closes]]),
  sunday,
];
/** The provincial week: closed on Monday morning, at midday and on Sunday. */
const midday = (closes: string): Spans[] => [
  [['15:30', closes]],
  ...Array.from({ length: 5 }, (): Spans => [
    ['09:30', '12:45'],
    ['15:30', closes],
  ]),
  [],
];

const city = allDay('10:00', '19:30', [['10:30', '19:30']]);
const mall = allDay('09:00', '21:00', [['09:00', '21:00']]);

type Row = readonly [
  id: string,
  type: LocationSeed['type'],
  name: string,
  street: string,
  postalCode: string,
  city: string,
  province: string,
  region: string,
  latitude: number,
  longitude: number,
  week: readonly Spans[],
  weight: number,
  franchisee?: true,
];

// oxfmt-ignore
const ROWS: readonly Row[] = [
  ['MI01', 'street', 'Milano Torino 14', 'Via Torino 14', '20123', 'Milano', 'MI', 'Lombardia', 45.4628, 9.1855, city, 1.4],
  ['MI02', 'street', 'Milano Buenos Aires', 'Corso Buenos Aires 33', '20124', 'Milano', 'MI', 'Lombardia', 45.4795, 9.2098, allDay('10:00', '20:00', [['10:30', '20:00']]), 1.5],
  ['MB01', 'street', 'Monza Italia', 'Via Italia 21', '20900', 'Monza', 'MB', 'Lombardia', 45.5838, 9.2743, allDay('10:00', '20:00', [['15:00', '19:30']]), 0.9],
  ['BG01', 'street', 'Bergamo Sentierone', 'Sentierone 40', '24121', 'Bergamo', 'BG', 'Lombardia', 45.6946, 9.6699, midday('19:30'), 0.8],
  ['TO01', 'street', 'Torino Po', 'Via Po 18', '10123', 'Torino', 'TO', 'Piemonte', 45.0682, 7.6913, city, 1.1],
  ['VR01', 'mall', 'Verona Adige', 'Viale delle Nazioni 1', '37135', 'Verona', 'VR', 'Veneto', 45.4064, 10.9916, mall, 1.0],
  ['BO01', 'street', 'Bologna Indipendenza', 'Via dell’Indipendenza 27', '40121', 'Bologna', 'BO', 'Emilia-Romagna', 44.4985, 11.3435, city, 1.1],
  ['FI01', 'street', 'Firenze Calimala', 'Via Calimala 9', '50123', 'Firenze', 'FI', 'Toscana', 43.7702, 11.254, city, 1.2],
  ['AL01', 'outlet', 'Serravalle Outlet', 'Via della Moda 1', '15069', 'Serravalle Scrivia', 'AL', 'Piemonte', 44.7369, 8.8463, allDay('10:00', '20:00', [['10:00', '20:00']]), 0.9],
  ['RM01', 'street', 'Roma Prati', 'Via Cola di Rienzo 122', '00192', 'Roma', 'RM', 'Lazio', 41.9073, 12.4635, allDay('10:00', '20:00', [['11:00', '19:30']]), 1.3],
  ['NA01', 'street', 'Napoli Chiaia', 'Via Chiaia 210', '80121', 'Napoli', 'NA', 'Campania', 40.8363, 14.2413, midday('20:00'), 0.9, true],
  ['BA01', 'corner', 'Bari Sparano', 'Via Sparano 60', '70121', 'Bari', 'BA', 'Puglia', 41.1243, 16.8694, midday('20:30'), 0.6, true],
];

/** Twelve stores in nine regions, of every type, two of them the franchisee's, and the warehouse in Piacenza. */
export function demoLocations(): LocationSeed[] {
  const stores = ROWS.map((row, place): LocationSeed => {
    const [
      id,
      type,
      name,
      street,
      postalCode,
      town,
      province,
      region,
      latitude,
      longitude,
      week,
      weight,
      franchisee,
    ] = row;
    return {
      id,
      companyId: franchisee ? FRANCHISEE.id : CHAIN.id,
      kind: 'store',
      type,
      name,
      gln: gln(90_000 + place),
      street,
      postalCode,
      city: town,
      province,
      region,
      latitude,
      longitude,
      phone: `+390${2 + (place % 7)}555${String(1000 + place)}`,
      week,
      weight,
    };
  });
  const warehouse: LocationSeed = {
    id: 'PC01',
    companyId: CHAIN.id,
    kind: 'warehouse',
    type: 'warehouse',
    name: 'Magazzino Piacenza',
    gln: gln(90_100),
    street: 'Strada dei Dossi 5',
    postalCode: '29122',
    city: 'Piacenza',
    province: 'PC',
    region: 'Emilia-Romagna',
    latitude: 45.0447,
    longitude: 9.7321,
    phone: '+390523555100',
    weight: 6,
    week: [
      ...Array.from({ length: 5 }, (): Spans => [['06:00', '22:00']]),
      [['06:00', '14:00']],
      [],
    ],
  };
  return [...stores, warehouse];
}

export interface DayOff {
  readonly day: string;
  readonly name: string;
  readonly spans: Spans;
}

/** National holidays on which the shops are closed, and the short days before them. */
export function demoHolidays(year: number): DayOff[] {
  return [
    { day: `${year}-12-24`, name: 'Vigilia di Natale', spans: [['09:30', '18:00']] },
    { day: `${year}-12-25`, name: 'Natale', spans: [] },
    { day: `${year}-12-26`, name: 'Santo Stefano', spans: [] },
    { day: `${year}-12-31`, name: 'San Silvestro', spans: [['09:30', '18:00']] },
    { day: `${year + 1}-01-01`, name: 'Capodanno', spans: [] },
    { day: `${year + 1}-01-06`, name: 'Epifania', spans: [['15:00', '19:30']] },
    { day: `${year + 1}-05-01`, name: 'Festa dei lavoratori', spans: [] },
    { day: `${year + 1}-06-02`, name: 'Festa della Repubblica', spans: [['10:00', '13:00']] },
    { day: `${year + 1}-08-15`, name: 'Ferragosto', spans: [] },
  ];
}
