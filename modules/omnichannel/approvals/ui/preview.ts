import type { ShownItem } from '../../../../server/ui/kit/ItemCard.tsx';
import type { ApprovalRow } from '../contracts.ts';

export interface PreviewLine extends ShownItem {
  readonly gtin: string | null;
  readonly quantity: number;
  readonly reason: string | null;
  readonly grade: string | null;
  readonly amountMinor: number | null;
  readonly defect: string | null;
  readonly pictureIds: readonly string[];
}

/** What the room that asks shows of the thing itself. It may say less: nothing of it decides anything. */
export interface Preview {
  readonly returnNumber: string | null;
  readonly orderNumber: string | null;
  readonly customerName: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly lines: readonly PreviewLine[];
  readonly tenders: readonly {
    readonly kind: string;
    readonly ending: string | null;
    readonly amountMinor: number;
  }[];
}

type Unread = Readonly<Record<string, unknown>>;

/** Reads a preview, whatever it is: the inbox belongs to all rooms that ask, and outlives their words. */
export function previewOf({ preview }: Pick<ApprovalRow, 'preview'>): Preview {
  return {
    returnNumber: textIn(preview, 'returnNumber'),
    orderNumber: textIn(preview, 'orderNumber'),
    customerName: textIn(preview, 'customerName'),
    outcome: textIn(preview, 'outcome'),
    note: textIn(preview, 'note'),
    lines: listIn(preview, 'lines').map(lineOf),
    tenders: listIn(preview, 'tenders').map((tender) => ({
      kind: textIn(tender, 'kind') ?? 'other',
      ending: textIn(tender, 'ending'),
      amountMinor: numberIn(tender, 'amountMinor') ?? 0,
    })),
  };
}

function lineOf(line: Unread): PreviewLine {
  return {
    name: textIn(line, 'name') ?? '',
    colour: textIn(line, 'colour') ?? '',
    colourHex: textIn(line, 'colourHex'),
    size: textIn(line, 'size') ?? '',
    pictureUrl: textIn(line, 'pictureUrl'),
    gtin: textIn(line, 'gtin'),
    quantity: numberIn(line, 'quantity') ?? 1,
    reason: textIn(line, 'reason'),
    grade: textIn(line, 'grade'),
    amountMinor: numberIn(line, 'goodsMinor'),
    defect: textIn(line, 'defect'),
    pictureIds: arrayIn(line, 'pictureIds').filter((id) => typeof id === 'string'),
  };
}

function textIn(from: Unread, name: string): string | null {
  const value = from[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberIn(from: Unread, name: string): number | null {
  const value = from[name];
  return typeof value === 'number' ? value : null;
}

function arrayIn(from: Unread, name: string): readonly unknown[] {
  const value = from[name];
  return Array.isArray(value) ? value : [];
}

function listIn(from: Unread, name: string): readonly Unread[] {
  return arrayIn(from, name).filter(
    (each): each is Unread => typeof each === 'object' && each !== null,
  );
}
