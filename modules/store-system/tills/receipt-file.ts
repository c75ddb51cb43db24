import { businessDayAt, instantOfWall } from '../../../server/kernel/time.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { ImportRow, RowError, RowReader } from '../../base/api.ts';
import { lineTotal, type TillReceipt } from './domain.ts';

/** A line of a file of receipts: one line of goods, and what it says of its receipt. */
export interface LineRow {
  readonly locationId: string;
  /** As the till counts: it may begin anew every day, and every till has its own. */
  readonly externalId: string;
  readonly tillId: string;
  /** An instant, or what the shop's clocks showed. */
  readonly issuedAt: string;
  readonly gtin: string;
  readonly quantity: number;
  readonly listPriceMinor: number;
  readonly paidMinor: number;
  /** Null where the line does not say. */
  readonly tender: string | null;
  readonly rtSerial: string;
  readonly zNumber: number;
  readonly documentNumber: number;
}

const TENDERS: Readonly<Record<string, string>> = {
  contanti: 'cash',
  cash: 'cash',
  carta: 'card',
  card: 'card',
  bancomat: 'card',
  'buono regalo': 'gift-card',
  voucher: 'voucher',
  altro: 'other',
  other: 'other',
};

export function readLine(row: RowReader): LineRow {
  const listPriceMinor = row.money('list');
  const paidMinor = row.money('paid');
  if (paidMinor > listPriceMinor) {
    row.fault('paid', 'Supera il prezzo pieno.', 'It is above the full price.');
  }
  const whole = (key: string) =>
    row.optional(key, 10) === '' ? 0 : row.whole(key, { min: 0, max: 100_000 });
  return {
    locationId: row.required('location', 12).toUpperCase(),
    externalId: row.required('receipt', 80),
    tillId: row.optional('till', 40) || '1',
    issuedAt: row.moment('issued'),
    gtin: row.gtin('gtin'),
    quantity: row.whole('quantity', { min: 1, max: 10_000 }),
    listPriceMinor,
    paidMinor,
    tender: row.optional('tender', 60) === '' ? null : row.oneOf('tender', TENDERS, 'other'),
    rtSerial: row.optional('rt', 40),
    zNumber: whole('z'),
    documentNumber: whole('number'),
  };
}

/** The receipt a line is of, in the file's words: its lines stand one under the other. */
export function togetherAs({ externalId, locationId, tillId, issuedAt }: LineRow): Text {
  const when = issuedAt.replace('T', ' ');
  return {
    it: `Scontrino ${externalId} di ${locationId}, cassa ${tillId}, ${when}`,
    en: `Receipt ${externalId} of ${locationId}, till ${tillId}, ${when}`,
  };
}

/** No other receipt of the file has its number on this day, nor its fiscal reference. */
export function identitiesOf(line: LineRow): Text[] {
  const { externalId, locationId, tillId, issuedAt, rtSerial, zNumber, documentNumber } = line;
  const identities: Text[] = [];
  if (!issuedAt.endsWith('Z')) {
    // On the clocks of the shop, whatever its zone.
    const day = businessDayAt('UTC', new Date(`${issuedAt}:00Z`));
    identities.push({
      it: `Scontrino ${externalId} di ${locationId}, cassa ${tillId}, giorno ${day}, con un’altra ora`,
      en: `Receipt ${externalId} of ${locationId}, till ${tillId}, day ${day}, with another time`,
    });
  }
  if (rtSerial !== '') {
    identities.push({
      it: `Matricola ${rtSerial}, chiusura ${zNumber}, documento ${documentNumber}`,
      en: `RT serial ${rtSerial}, closing ${zNumber}, document ${documentNumber}`,
    });
  }
  return identities;
}

/** Lines of one receipt: of one till, with one number, on one business day. */
export interface ReceiptLines {
  readonly locationId: string;
  readonly tillId: string;
  readonly businessDay: string;
  /** As the file has it. */
  readonly number: string;
  /** One in the shop, whatever its tills count: `2026-11-22/1/000123`. */
  readonly externalId: string;
  /** ISO 8601, UTC. */
  readonly issuedAt: string;
  readonly rows: readonly ImportRow<LineRow>[];
}

/** The receipts that lines belong to, in the order of the file. */
export function receiptsIn(
  rows: readonly ImportRow<LineRow>[],
  zoneOf: (locationId: string) => string,
): ReceiptLines[] {
  const receipts = new Map<string, ReceiptLines>();
  for (const row of rows) {
    const { locationId, tillId, externalId: number, issuedAt: written } = row.entry;
    const zone = zoneOf(locationId);
    const issuedAt = instantIn(zone, written);
    const businessDay = businessDayAt(zone, new Date(issuedAt));
    const prefix = `${businessDay}/${tillId}/`;
    const externalId = number.startsWith(prefix) ? number : prefix + number;
    const key = `${locationId} ${externalId}`;
    const lines = [...(receipts.get(key)?.rows ?? []), row];
    const head = { locationId, tillId, businessDay, number, externalId, issuedAt };
    receipts.set(key, { ...(receipts.get(key) ?? head), rows: lines });
  }
  return [...receipts.values()];
}

/** A file that says no offset means the clocks of the shop. ISO 8601, UTC. */
function instantIn(zone: string, moment: string): string {
  if (moment.endsWith('Z')) return moment;
  const [day = '', clock = ''] = moment.split('T');
  const minute = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  return instantOfWall(zone, day, minute).toISOString();
}

const OF_THE_RECEIPT = {
  // A time without its offset is told before: the file has it twice.
  issued: ({ issuedAt }: LineRow) => (issuedAt.endsWith('Z') ? issuedAt : ''),
  tender: ({ tender }: LineRow) => tender,
  rt: ({ rtSerial }: LineRow) => rtSerial,
  z: ({ zNumber }: LineRow) => zNumber,
  number: ({ documentNumber }: LineRow) => documentNumber,
} as const;

/** Lines that say something else of their receipt than a line before them: it would not be one. */
export function differencesIn({ rows }: ReceiptLines): RowError[] {
  return Object.entries(OF_THE_RECEIPT).flatMap(([column, valueOf]) => {
    // What a cell leaves out is what the others say.
    const said = rows.filter(({ entry }) => Boolean(valueOf(entry)));
    const [first, ...others] = said;
    return others
      .filter(({ entry }) => valueOf(entry) !== valueOf(first!.entry))
      .map(({ line }) => ({
        line,
        column,
        message: {
          it: `Non è come alla riga ${first!.line}, che è dello stesso scontrino: stesso numero, stessa cassa, stesso giorno.`,
          en: `It differs from line ${first!.line}, which is of the same receipt: same number, same till, same day.`,
        },
      }));
  });
}

/** The receipt that lines make; `itemOf` knows every barcode of them. */
export function receiptOf(
  { locationId, tillId, externalId, issuedAt, rows }: ReceiptLines,
  itemOf: (gtin: string) => { readonly id: string; readonly vatRate: number },
): TillReceipt {
  const lines = rows.map(({ entry }) => entry);
  const fiscal = lines.find(({ rtSerial }) => rtSerial !== '');
  const tender = lines.find((line) => line.tender !== null)?.tender ?? 'other';
  return paidWith(tender, {
    locationId,
    kind: 'sale',
    tillId,
    externalId,
    channel: 'store',
    customerId: null,
    currency: 'EUR',
    issuedAt,
    fiscal: fiscal
      ? {
          rtSerial: fiscal.rtSerial,
          zNumber: fiscal.zNumber,
          documentNumber: fiscal.documentNumber,
        }
      : null,
    roundingMinor: 0,
    pricedBy: null,
    returnsId: null,
    tenders: [],
    lines: lines.map(({ gtin, quantity, listPriceMinor, paidMinor }) => {
      const { id, vatRate } = itemOf(gtin);
      const off = listPriceMinor - paidMinor;
      const discounts =
        off === 0 ? [] : [{ promotionId: null, reason: 'Sconto di cassa', amountMinor: off }];
      return { itemId: id, vatRate, pieces: [{ quantity, listPriceMinor, discounts }] };
    }),
  });
}

/** A file says how it was paid, not in how many parts: one tender for the whole. */
function paidWith(kind: string, receipt: TillReceipt): TillReceipt {
  const amountMinor = receipt.lines.reduce((sum, line) => sum + lineTotal(line), 0);
  return {
    ...receipt,
    tenders: amountMinor === 0 ? [] : [{ kind, amountMinor, reference: null }],
  };
}
