import { useMemo, useRef, useState } from 'react';
import type { GridRow } from './grid-row.ts';
import type { CellEdits } from './use-cell-edits.ts';

/** Lines from the first to the last, both included; the first one has the price. */
export interface FillRange {
  readonly first: number;
  readonly last: number;
}

/** What a cell does with the handle and the keys: the same functions for as long as the sheet stands. */
export interface Fill {
  readonly onHandle: (first: number, event: React.PointerEvent<HTMLElement>) => void;
  /** Shift and the arrows choose; Ctrl D fills. True when the key was meant for it. */
  readonly onKey: (line: number, event: React.KeyboardEvent) => boolean;
}

interface Sheet {
  readonly rows: readonly GridRow[];
  readonly edits: CellEdits | null;
  /** What a row shall cost, as it is shown. */
  readonly priceOf: (row: GridRow) => number | null;
}

/**
 * The handle at the corner of a cell: pulled down it fills the cells it passes with the price of the
 * first. Ctrl D fills what Shift and the arrows have chosen, or the cell from the one above.
 */
export function useFill(sheet: Sheet): { readonly range: FillRange | null; readonly fill: Fill } {
  const [range, setRange] = useState<FillRange | null>(null);
  const latest = useRef({ sheet, range });
  latest.current = { sheet, range };
  const fill = useMemo<Fill>(() => {
    const down = (chosen: FillRange): void => {
      setRange(null);
      fillDown(latest.current.sheet, chosen);
    };
    const onHandle: Fill['onHandle'] = (first, event) => {
      event.preventDefault();
      setRange({ first, last: first });
      followPointer(
        event,
        (line) => setRange({ first, last: Math.max(first, line ?? first) }),
        () => {
          const chosen = latest.current.range;
          if (chosen && chosen.last > chosen.first) down(chosen);
          else setRange(null);
        },
      );
    };
    const onKey: Fill['onKey'] = (line, event) => {
      const { range: before, sheet: shown } = latest.current;
      const chosen = before ?? { first: line, last: line };
      const next = chosenByKey(chosen, event, shown.rows.length);
      if (next !== null) {
        setRange(next);
        return true;
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') {
        // Nothing chosen: from the cell above, as in a spreadsheet.
        const first = chosen.last > chosen.first ? chosen.first : Math.max(0, line - 1);
        down({ first, last: Math.max(chosen.last, line) });
        return true;
      }
      if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return false;
      setRange(null);
      return event.key === 'Escape' && before !== null;
    };
    return { onHandle, onKey };
  }, []);
  return { range, fill };
}

function fillDown({ rows, edits, priceOf }: Sheet, { first, last }: FillRange): void {
  const begun = rows[first];
  const amountMinor = begun === undefined ? null : priceOf(begun);
  if (edits === null || amountMinor === null) return;
  edits.fill(
    rows.slice(first + 1, last + 1).map(({ itemId }) => itemId),
    amountMinor,
  );
}

function chosenByKey(
  chosen: FillRange,
  event: React.KeyboardEvent,
  rowCount: number,
): FillRange | null {
  if (!event.shiftKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return null;
  const step = event.key === 'ArrowDown' ? 1 : -1;
  return {
    first: chosen.first,
    last: Math.min(rowCount - 1, Math.max(chosen.first, chosen.last + step)),
  };
}

/** Nearer than this to the foot of the sheet, it scrolls. */
const EDGE = 40;
const SCROLL_A_MOVE = 24;

/** Tells the line under the pointer until it is let go. */
function followPointer(
  event: React.PointerEvent<HTMLElement>,
  onLine: (line: number | null) => void,
  onEnd: () => void,
): void {
  const handle = event.currentTarget;
  const sheet = handle.closest<HTMLElement>('.lp-grid');
  if (!sheet) return;
  handle.setPointerCapture(event.pointerId);
  const onMove = (moved: PointerEvent): void => {
    const { bottom, top } = sheet.getBoundingClientRect();
    if (moved.clientY > bottom - EDGE) sheet.scrollBy({ top: SCROLL_A_MOVE });
    const y = Math.min(Math.max(moved.clientY, top), bottom - 2);
    const row = document
      .elementsFromPoint(moved.clientX, y)
      .map((element) => element.closest<HTMLElement>('tr[data-row]'))
      .find((found) => found !== null);
    onLine(row ? Number(row.dataset['row']) : null);
  };
  const end = (): void => {
    handle.removeEventListener('pointermove', onMove);
    handle.removeEventListener('pointerup', end);
    handle.removeEventListener('pointercancel', end);
    onEnd();
  };
  handle.addEventListener('pointermove', onMove);
  handle.addEventListener('pointerup', end);
  handle.addEventListener('pointercancel', end);
}
