import { parse } from 'csv-parse/browser/esm/sync';
import { readMoney, type Reader } from '../../../../server/ui/kit/format.ts';
import type { TheirOrder } from '../domain.ts';

type Writer = Pick<Reader, 'language'>;

/** What is wrong with a list: the row as a spreadsheet counts it, and why. */
export interface Fault {
  readonly row: number;
  readonly why: 'no-order-column' | 'no-total-column' | 'bad-amount' | 'no-id';
  readonly text: string;
}

export interface ReadList {
  readonly orders: readonly TheirOrder[];
  readonly faults: readonly Fault[];
}

/** The names a column may have, in either language and as the usual shops export it. */
const COLUMNS = {
  externalId: ['ordine', 'order', 'externalid', 'order id', 'id', 'name', 'numero'],
  total: ['totale', 'total', 'order total', 'importo'],
  paid: ['pagato', 'paid', 'amount paid'],
  cancelled: ['annullato', 'cancelled', 'canceled', 'cancelled at', 'stato', 'status', 'state'],
} as const;
const YES = /^(s[iì]|yes|y|true|1|x|annullat[oa]|cancell?ed|\d{4}-\d\d-\d\d.*)$/i;

/** Reads a CSV with commas, semicolons or tabs, and amounts as the person reads them. */
export function readList(writer: Writer, text: string): ReadList {
  const rows = parse(text, {
    bom: true,
    delimiter: [';', ',', '\t'].find((sign) => text.split('\n', 1)[0]!.includes(sign)) ?? ',',
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as string[][];
  const [head = [], ...body] = rows;
  const names = head.map((name) => name.toLowerCase());
  const place = (column: keyof typeof COLUMNS): number =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  const [id, total, paid, cancelled] = [
    place('externalId'),
    place('total'),
    place('paid'),
    place('cancelled'),
  ];
  if (id < 0) return { orders: [], faults: [{ row: 1, why: 'no-order-column', text: '' }] };
  if (total < 0) return { orders: [], faults: [{ row: 1, why: 'no-total-column', text: '' }] };
  const faults: Fault[] = [];
  const orders = body.flatMap((cells, index): TheirOrder[] => {
    const row = index + 2;
    const cell = (at: number): string => (at < 0 ? '' : (cells[at] ?? ''));
    const totalMinor = amountOf(writer, cell(total));
    const paidText = cell(paid);
    const paidMinor = paidText === '' ? undefined : amountOf(writer, paidText);
    if (cell(id) === '') faults.push({ row, why: 'no-id', text: '' });
    else if (totalMinor === null) faults.push({ row, why: 'bad-amount', text: cell(total) });
    else if (paidMinor === null) faults.push({ row, why: 'bad-amount', text: paidText });
    else {
      const known = paidMinor === undefined ? {} : { paidMinor };
      return [{ externalId: cell(id), totalMinor, ...known, cancelled: YES.test(cell(cancelled)) }];
    }
    return [];
  });
  return { orders, faults };
}

function amountOf(writer: Writer, text: string): number | null {
  const minor = readMoney(writer, text.replace(/^EUR|€/gi, '').trim());
  return minor !== null && minor >= 0 ? minor : null;
}
