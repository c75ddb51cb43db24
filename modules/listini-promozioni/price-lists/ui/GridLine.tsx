import { IconAlertTriangle, IconInfoCircle, IconX, type Icon } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { readMoney } from '../../../../server/ui/kit/format.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import { gridCopy } from './grid-copy.ts';
import { shownRow, type GridRow, type ShownRow } from './grid-row.ts';
import type { RefusedRow } from './RefusedReductions.tsx';
import type { CellEdit } from './use-cell-edits.ts';

interface LineProps {
  readonly row: GridRow;
  /** From 0, in the grid. */
  readonly line: number;
  readonly edit: CellEdit | undefined;
  readonly refused: RefusedRow | undefined;
  readonly onWrite: ((itemId: string, amountMinor: number) => void) | null;
}

/** One item: what it costs, what it shall cost, and what that means. */
export const GridLine = memo(function GridLine({
  row,
  line,
  edit,
  refused,
  onWrite,
}: LineProps): ReactElement {
  const t = useCopy(gridCopy);
  const write = useFormat();
  const shown = shownRow(row, edit);
  const signed = (percent: number) => `${percent > 0 ? '+' : ''}${write.percent(percent)}`;
  return (
    <tr aria-rowindex={line + 2}>
      <th scope="row">
        <span className="lp-grid-name">{row.name}</span>
        <span className="lp-grid-code">{row.styleCode}</span>
      </th>
      <td className="bt-quiet">
        {row.colour} {row.size}
      </td>
      <td data-align="right" data-quiet={row.listedMinor === null}>
        {row.listedMinor === null ? <span className="bt-aloud">{t('fromCatalogue')} </span> : null}
        {write.bareMoney(shown.nowMinor)}
      </td>
      <td data-align="right" className="lp-grid-new" data-state={stateOf(shown, refused)}>
        {onWrite ? (
          <PriceCell shown={shown} line={line} onWrite={(minor) => onWrite(row.itemId, minor)} />
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
      <td data-align="right" data-below={shown.belowCost}>
        {shown.marginPercent === null ? '—' : write.percent(shown.marginPercent)}
      </td>
      <td>
        <Checks shown={shown} refused={refused} />
      </td>
    </tr>
  );
});

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
  onWrite,
}: {
  readonly shown: ShownRow;
  readonly line: number;
  readonly onWrite: (amountMinor: number) => void;
}): ReactElement {
  const t = useCopy(gridCopy);
  const write = useFormat();
  const { row, wantedMinor } = shown;
  const asWritten = wantedMinor === null ? '' : write.bareMoney(wantedMinor);
  const [typed, setTyped] = useState<string | null>(null);
  const amount = typed === null ? null : readMoney(typed);
  const wrong = typed !== null && typed.trim() !== '' && (amount === null || amount < 0);
  const commit = (): void => {
    if (typed === null || wrong) return;
    setTyped(null);
    if (amount !== null && amount !== wantedMinor) onWrite(amount);
  };
  useCommitOnLeave(commit);
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      setTyped(null);
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined || (wrong && event.key === 'Enter')) return;
    event.preventDefault();
    event.stopPropagation();
    commit();
    const table = event.currentTarget.closest('table');
    table?.querySelector<HTMLInputElement>(`[data-line="${line + step}"]`)?.focus();
  };
  return (
    <input
      className="lp-grid-input"
      inputMode="decimal"
      autoComplete="off"
      data-line={line}
      aria-label={t('newPriceOf', { item: `${row.name} ${row.colour} ${row.size}` })}
      aria-invalid={wrong}
      title={wrong ? t('notAPrice') : undefined}
      value={typed ?? asWritten}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
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
  if (refused === undefined) return null;
  const words =
    refused.priorMinor === null
      ? t('noPrior')
      : t('already', { price: write.bareMoney(refused.priorMinor) });
  return <Check role="attesa" icon={IconInfoCircle} words={words} />;
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
