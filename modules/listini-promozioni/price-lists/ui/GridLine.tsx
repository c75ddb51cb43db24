import {
  IconAlertTriangle,
  IconCheck,
  IconInfoCircle,
  IconUser,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { memo, useEffect, useRef, useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { hasTooManyDecimals, readMoney } from '../../../../server/ui/kit/format.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import { gridCopy } from './grid-copy.ts';
import { shownRow, type GridRow, type ShownRow } from './grid-row.ts';
import type { RefusedRow } from './RefusedReductions.tsx';
import type { CellEdit } from './use-cell-edits.ts';
import type { Fill } from './use-fill.ts';

interface LineProps {
  readonly row: GridRow;
  /** From 0, in the grid. */
  readonly line: number;
  readonly edit: CellEdit | undefined;
  readonly refused: RefusedRow | undefined;
  readonly onWrite: ((itemId: string, amountMinor: number) => void) | null;
  /** In what the fill handle or the arrows have chosen. */
  readonly chosen: boolean;
  readonly fill: Fill;
  readonly onBreaks: (row: GridRow) => void;
}

/** One item: what it costs, what it shall cost, and what that means. */
export const GridLine = memo(function GridLine({
  row,
  line,
  edit,
  refused,
  onWrite,
  chosen,
  fill,
  onBreaks,
}: LineProps): ReactElement {
  const t = useCopy(gridCopy);
  const write = useFormat();
  const shown = shownRow(row, edit);
  const signed = (percent: number) => `${percent > 0 ? '+' : ''}${write.percent(percent)}`;
  return (
    <tr aria-rowindex={line + 2} data-row={line}>
      <th scope="row">
        <span className="lp-grid-item">
          <ItemPicture item={row} size="grid" beside />
          <span className="lp-grid-words">
            <span className="lp-grid-name">{row.name}</span>
            <span className="lp-grid-code">{row.styleCode}</span>
          </span>
        </span>
      </th>
      <td className="bt-quiet">
        {row.colour} {row.size}
      </td>
      <td data-align="right" data-quiet={row.listedMinor === null}>
        {row.listedMinor === null ? <span className="bt-aloud">{t('fromCatalogue')} </span> : null}
        {write.bareMoney(shown.nowMinor)}
      </td>
      <td
        data-align="right"
        className="lp-grid-new"
        data-state={stateOf(shown, refused)}
        data-chosen={chosen}
      >
        {onWrite ? (
          <PriceCell
            key={row.itemId}
            shown={shown}
            line={line}
            fill={fill}
            onWrite={(minor) => onWrite(row.itemId, minor)}
          />
        ) : shown.wantedMinor === null ? (
          t('takenOut')
        ) : (
          write.bareMoney(shown.wantedMinor)
        )}
      </td>
      <td data-align="right">{shown.changePercent === null ? '—' : signed(shown.changePercent)}</td>
      <td data-align="right">
        {row.lowest30Minor === null ? '—' : write.bareMoney(row.lowest30Minor)}
      </td>
      <td data-align="right" data-none={shown.announceable === 'none'}>
        {shown.announceable === null
          ? '—'
          : shown.announceable === 'none'
            ? t('none30')
            : write.percent(-shown.announceable)}
      </td>
      <td data-align="right" data-below={shown.belowCost}>
        {shown.marginPercent === null ? '—' : write.percent(shown.marginPercent)}
      </td>
      <td>
        <Breaks row={row} editable={onWrite !== null} onOpen={onBreaks} />
      </td>
      <td>
        <Checks shown={shown} refused={refused} />
      </td>
    </tr>
  );
});

/** «da 3: 95,00», opened to be changed. */
function Breaks({
  row,
  editable,
  onOpen,
}: {
  readonly row: GridRow;
  readonly editable: boolean;
  readonly onOpen: (row: GridRow) => void;
}): ReactElement | null {
  const t = useCopy(gridCopy);
  const write = useFormat();
  const told = row.breaks.flatMap(({ minQuantity, listedMinor, wantedMinor, changed }) => {
    const minor = changed ? wantedMinor : listedMinor;
    return minor === null
      ? []
      : [t('breakWords', { from: minQuantity, price: write.bareMoney(minor) })];
  });
  if (told.length === 0 && !editable) return null;
  return (
    <button
      type="button"
      className="lp-grid-breaks"
      data-changed={row.breaks.some(({ changed }) => changed)}
      aria-label={`${t('breaksOf', { item: `${row.name} ${row.colour} ${row.size}` })} ${told.join(', ')}`}
      onClick={() => onOpen(row)}
    >
      {told.length === 0 ? '+' : told.join(', ')}
    </button>
  );
}

function stateOf(
  { changed, belowCost, failed }: ShownRow,
  refused: RefusedRow | undefined,
): 'same' | 'pending' | 'wrong' {
  if (failed || belowCost || refused !== undefined) return 'wrong';
  return changed ? 'pending' : 'same';
}

/** A cell that is always ready: typing writes, Enter and the arrows go on, Esc takes back. */
function PriceCell({
  shown,
  line,
  fill,
  onWrite,
}: {
  readonly shown: ShownRow;
  readonly line: number;
  readonly fill: LineProps['fill'];
  readonly onWrite: (amountMinor: number) => void;
}): ReactElement {
  const t = useCopy(gridCopy);
  const write = useFormat();
  const { row, wantedMinor } = shown;
  const asWritten = wantedMinor === null ? '' : write.bareMoney(wantedMinor);
  const [typed, setTyped] = useState<string | null>(null);
  const amount = typed === null ? null : readMoney(write.reader, typed);
  const wrong = typed !== null && typed.trim() !== '' && (amount === null || amount < 0);
  // What failed is not in the draft, so that the same again is worth sending; Enter alone says so, too.
  const commit = ({ entered }: { readonly entered: boolean }): void => {
    if (wrong) return;
    setTyped(null);
    const wanted = typed === null && entered ? wantedMinor : amount;
    if (wanted !== null && (shown.failed || wanted !== wantedMinor)) onWrite(wanted);
  };
  useCommitOnLeave(() => commit({ entered: false }));
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      setTyped(null);
      return;
    }
    if (fill.onKey(line, event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined || (wrong && event.key === 'Enter')) return;
    event.preventDefault();
    event.stopPropagation();
    commit({ entered: event.key === 'Enter' });
    const table = event.currentTarget.closest('table');
    table?.querySelector<HTMLInputElement>(`[data-line="${line + step}"]`)?.focus();
  };
  return (
    <span className="lp-grid-cell">
      <input
        className="lp-grid-input"
        inputMode="decimal"
        autoComplete="off"
        data-line={line}
        aria-label={t('newPriceOf', { item: `${row.name} ${row.colour} ${row.size}` })}
        aria-invalid={wrong}
        title={wrong ? t(hasTooManyDecimals(typed) ? 'tooManyDecimals' : 'notAPrice') : undefined}
        value={typed ?? asWritten}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => commit({ entered: false })}
        onKeyDown={onKeyDown}
      />
      <span
        className="lp-grid-handle"
        title={t('fillHandle')}
        aria-hidden="true"
        onPointerDown={(event) => fill.onHandle(line, event)}
      />
    </span>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/** A row that is scrolled out of sight keeps what was typed in it. */
function useCommitOnLeave(commit: () => void): void {
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => () => latest.current(), []);
}

function Checks({
  shown,
  refused,
}: {
  readonly shown: ShownRow;
  readonly refused: RefusedRow | undefined;
}): ReactElement | null {
  const t = useCopy(gridCopy);
  const write = useFormat();
  if (shown.failed) return <Check role="ritardo" icon={IconX} words={t('notSaved')} />;
  if (shown.belowCost) {
    return <Check role="ritardo" icon={IconAlertTriangle} words={t('belowCost')} />;
  }
  if (refused !== undefined) {
    const words =
      refused.priorMinor === null
        ? t('noPrior')
        : t('already', { price: write.bareMoney(refused.priorMinor) });
    return <Check role="attesa" icon={IconInfoCircle} words={words} />;
  }
  const { elsewhere } = shown.row;
  if (elsewhere) {
    const { title, byName: name, amountMinor } = elsewhere;
    const price = amountMinor === null ? t('takenOut') : write.bareMoney(amountMinor);
    return (
      <span title={t('elsewhereTitle', { title, name })}>
        <Check role="attesa" icon={IconUser} words={t('elsewhere', { name, price })} />
      </span>
    );
  }
  return shown.changed ? <Check role="pronto" icon={IconCheck} words={t('fine')} /> : null;
}

function Check({
  role,
  icon: Shape,
  words,
}: {
  readonly role: Role;
  readonly icon: Icon;
  readonly words: string;
}): ReactElement {
  return (
    <span className="lp-grid-check" data-role={role}>
      <Shape size={16} stroke={2} aria-hidden="true" />
      {words}
    </span>
  );
}
