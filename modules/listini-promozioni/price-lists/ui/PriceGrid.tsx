import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { gridCopy } from './grid-copy.ts';
import { shownRow, type GridRow } from './grid-row.ts';
import './grid.css';
import { GridLine } from './GridLine.tsx';
import { hasTwoColumns } from './pasted.ts';
import type { RefusedRow } from './RefusedReductions.tsx';
import type { CellEdits } from './use-cell-edits.ts';
import { useFill } from './use-fill.ts';
import { usePastedColumn } from './use-pasted-column.ts';

const ROW_HEIGHT = 42;
/** Rows drawn beyond what is seen, so that a fast scroll and the arrow keys find them there. */
const BEYOND = 8;
/** Rows that are still to come when the next page is asked for. */
const AHEAD = 600;
/** Given, not found out: a browser that measures every cell of a sheet cannot scroll it. */
const WIDTHS = [undefined, 104, 86, 92, 72, 120, 104, 74, 92, 120] as const;
const COLUMNS = WIDTHS.length;

interface GridProps {
  readonly rows: readonly GridRow[];
  /** What was asked for: another search begins at its top. */
  readonly of: string;
  /** Null: the prices are only looked at. */
  readonly edits: CellEdits | null;
  /** Two columns: codes and prices. */
  readonly onPasteTable: (text: string) => void;
  readonly refused: ReadonlyMap<string, RefusedRow>;
  readonly more: (() => void) | null;
  readonly loadingMore: boolean;
  readonly readTo: (count: number) => Promise<readonly GridRow[] | null>;
  readonly onBreaks: (row: GridRow) => void;
}

/**
 * The prices as a sheet: only the rows in sight are drawn, so that fifty thousand scroll like fifty.
 * Arrows and Enter walk down the column of new prices; a paste begins at the cell it is made in.
 */
export function PriceGrid(props: GridProps): ReactElement {
  const { rows, edits, refused } = props;
  const t = useCopy(gridCopy);
  const pasteColumn = usePastedColumn(props);
  const view = useWindow(props);
  const { first, last, pool } = view;
  const { range, fill } = useFill({
    rows,
    edits,
    priceOf: (row) => shownRow(row, edits?.of(row.itemId)).wantedMinor,
  });
  const onPaste = (event: React.ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    if (edits === null || !/[\t\r\n]/.test(text.trim())) return;
    event.preventDefault();
    if (hasTwoColumns(text)) return props.onPasteTable(text);
    const from = Number((event.target as HTMLElement).dataset['line'] ?? 0);
    pasteColumn(text, from);
  };
  return (
    <div
      className="lp-grid"
      ref={view.attach}
      onScroll={view.onScroll}
      onPaste={onPaste}
      role="region"
      aria-label={t('grid')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, too
      tabIndex={0}
    >
      <table aria-label={t('grid')} aria-rowcount={props.more ? -1 : rows.length + 1}>
        <colgroup>
          {WIDTHS.map((width, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- columns have no name but their place
            <col key={place} style={{ width }} />
          ))}
        </colgroup>
        <Heads />
        <tbody>
          <Gap height={first * ROW_HEIGHT} />
          {rows.slice(first, last).map((row, place) => (
            <GridLine
              // A row that leaves the sight is the one that comes in at the other end.
              key={(first + place) % pool}
              row={row}
              line={first + place}
              edit={edits?.of(row.itemId)}
              refused={refused.get(row.itemId)}
              onWrite={edits ? edits.write : null}
              chosen={range !== null && first + place >= range.first && first + place <= range.last}
              fill={fill}
              onBreaks={props.onBreaks}
            />
          ))}
          <Gap height={(rows.length - last) * ROW_HEIGHT} />
        </tbody>
      </table>
      {props.loadingMore ? <p className="lp-grid-more">{t('more')}</p> : null}
    </div>
  );
}

/** Which rows are in sight; asks for the next page before its end is. */
function useWindow({ rows, of, more, loadingMore }: GridProps) {
  const { ref: measure, height } = useElementSize<HTMLDivElement>();
  const element = useRef<HTMLDivElement | null>(null);
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - BEYOND);
  const seen = Math.ceil((height === 0 ? 800 : height) / ROW_HEIGHT);
  const pool = seen + 2 * BEYOND;
  const last = Math.min(rows.length, first + pool);
  useEffect(() => {
    if (more && !loadingMore && last + AHEAD > rows.length) more();
  }, [last, loadingMore, more, rows.length]);
  useEffect(() => {
    element.current?.scrollTo({ top: 0 });
    setTop(0);
  }, [of]);
  return {
    first: Math.min(first, Math.max(0, rows.length - 1)),
    last,
    pool,
    attach: (node: HTMLDivElement | null) => {
      element.current = node;
      (measure as (node: HTMLDivElement | null) => void)(node);
    },
    onScroll: (event: React.UIEvent<HTMLDivElement>) => setTop(event.currentTarget.scrollTop),
  };
}

function Heads(): ReactElement {
  const t = useCopy(gridCopy);
  return (
    <thead>
      <tr>
        <th scope="col">{t('item')}</th>
        <th scope="col">{t('variant')}</th>
        {(['now', 'wanted', 'change', 'lowest', 'announceable', 'margin'] as const).map((name) => (
          <th key={name} scope="col" data-align="right">
            {t(name)}
          </th>
        ))}
        <th scope="col">{t('quantities')}</th>
        <th scope="col">{t('checks')}</th>
      </tr>
    </thead>
  );
}

function Gap({ height }: { readonly height: number }): ReactElement | null {
  if (height <= 0) return null;
  return (
    <tr className="lp-grid-gap" aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- room, not a cell */}
      <td colSpan={COLUMNS} style={{ height }} />
    </tr>
  );
}
