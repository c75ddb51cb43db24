import { percentOff } from '../../price-history/domain/prior-price.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { marginPercent } from '../domain/reprice.ts';
import type { readGrid } from '../grid-contracts.ts';
import type { CellEdit } from './use-cell-edits.ts';

export type GridRow = ReplyOf<typeof readGrid>['items'][number];

/** A row as it is shown: what was read, and over it what was typed since. */
export interface ShownRow {
  readonly row: GridRow;
  /** What it costs now by the list; the catalogue's price where the list has none. */
  readonly nowMinor: number;
  /** Null: the price is taken out. */
  readonly wantedMinor: number | null;
  readonly changed: boolean;
  readonly changePercent: number | null;
  /** What may be announced, at the shop whose lowest price is shown: null where it does not fall. */
  readonly announceable: number | 'none' | null;
  readonly marginPercent: number | null;
  readonly belowCost: boolean;
  readonly failed: boolean;
}

export function shownRow(row: GridRow, edit: CellEdit | undefined): ShownRow {
  const nowMinor = row.listedMinor ?? row.cataloguePriceMinor;
  const changed = edit !== undefined || row.changed;
  const wantedMinor = edit?.amountMinor ?? (row.changed ? row.wantedMinor : nowMinor);
  const margin = marginPercent(wantedMinor ?? nowMinor, row.costMinor, row.vatRate);
  return {
    row,
    nowMinor,
    wantedMinor,
    changed,
    changePercent: changed ? changeOf(nowMinor, wantedMinor) : null,
    announceable: changed ? announceableOf(row, nowMinor, wantedMinor) : null,
    marginPercent: margin,
    belowCost: changed && margin !== null && margin < 0,
    failed: edit?.state === 'failed',
  };
}

function changeOf(before: number, after: number | null): number | null {
  if (after === null || before === 0) return null;
  return Math.round(((after - before) / before) * 1_000) / 10;
}

/** By the lowest price of thirty days, never by today's. */
function announceableOf(
  { lowest30Minor }: GridRow,
  nowMinor: number,
  wantedMinor: number | null,
): number | 'none' | null {
  if (wantedMinor === null || wantedMinor >= nowMinor || lowest30Minor === null) return null;
  return wantedMinor < lowest30Minor ? percentOff(lowest30Minor, wantedMinor) : 'none';
}
