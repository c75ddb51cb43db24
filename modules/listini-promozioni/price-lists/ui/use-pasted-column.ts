import { useRef } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLanguage } from '../../../../server/ui/language.ts';
import { tellScan } from '../../../../server/ui/scan/handlers.ts';
import { gridCopy } from './grid-copy.ts';
import type { GridRow } from './grid-row.ts';
import { readColumn } from './pasted.ts';
import type { CellEdits } from './use-cell-edits.ts';

interface Sheet {
  readonly rows: readonly GridRow[];
  /** What was asked for. */
  readonly of: string;
  readonly edits: CellEdits | null;
  readonly readTo: (count: number) => Promise<readonly GridRow[] | null>;
}

/**
 * One column of prices, for the rows from a cell downward. A column longer than what has been read of the
 * sheet waits until its rows are there, and is then written as one step. What has no row is told.
 */
export function usePastedColumn(sheet: Sheet): (text: string, from: number) => void {
  const { rows, of, edits, readTo } = sheet;
  const t = useCopy(gridCopy);
  const language = useLanguage();
  const shown = useRef(of);
  shown.current = of;
  const leaveOut = (amounts: readonly (number | null)[], detail: string): void => {
    const count = amounts.filter((amount) => amount !== null).length;
    if (count > 0) tellScan({ outcome: 'refused', title: t('notPasted', { count }), detail });
  };
  const rowsFor = async (reach: number): Promise<readonly GridRow[] | null> => {
    if (reach <= rows.length) return rows;
    edits?.expect(true);
    const read = await readTo(reach);
    edits?.expect(false);
    return read;
  };
  const write = async (amounts: readonly (number | null)[], from: number): Promise<void> => {
    const read = await rowsFor(from + amounts.length);
    if (shown.current !== of) return leaveOut(amounts, t('otherRows'));
    if (read === null) return leaveOut(amounts, t('rowsNotRead'));
    const cells = amounts.flatMap((amount, place): [string, number][] => {
      const row = read[from + place];
      return row === undefined || amount === null ? [] : [[row.itemId, amount]];
    });
    edits?.paste(new Map(cells));
    leaveOut(amounts.slice(read.length - from), t('noMoreRows'));
  };
  return (text, from) => {
    const { amounts, flaws } = readColumn({ language }, text);
    const [first] = flaws;
    if (first) {
      tellScan({
        outcome: 'refused',
        title: t('notPasted', { count: flaws.length }),
        detail: t('notPastedFirst', { line: first.line, text: first.text }),
      });
    }
    void write(amounts, from);
  };
}
