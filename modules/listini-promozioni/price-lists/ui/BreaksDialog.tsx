import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { readChangeSet } from '../change-contracts.ts';
import { readGrid } from '../grid-contracts.ts';
import { writePrices } from '../writing-contracts.ts';
import type { GridRow } from './grid-row.ts';
import './lists.css';
import { termsCopy } from './terms-copy.ts';

interface Typed {
  readonly from: number | null;
  readonly euro: number | null;
}

/** «Da 3 pezzi 95,00»: what an item costs from so many pieces on, written into the change as one step. */
export function BreaksDialog({
  row,
  changeSetId,
  onDone,
  onClose,
}: {
  readonly row: GridRow;
  /** Null: they are only looked at. */
  readonly changeSetId: string | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(termsCopy);
  const write = useFormat();
  const known = row.breaks.flatMap(({ minQuantity, listedMinor, wantedMinor, changed }) => {
    const minor = changed ? wantedMinor : listedMinor;
    return minor === null ? [] : [{ from: minQuantity, euro: minor / 100 }];
  });
  const [typed, setTyped] = useState<readonly Typed[]>(known);
  const command = useCommandOf(writePrices, { refreshes: [readChangeSet, readGrid], onDone });
  const quantities = typed.map(({ from }) => from);
  const wrong =
    typed.some(({ from, euro }) => from === null || from < 2 || euro === null) ||
    new Set(quantities).size < quantities.length;
  const rows = wrong ? [] : writtenBreaks(row.itemId, known, typed);
  const set = (place: number, change: Partial<Typed>) =>
    setTyped(typed.map((one, other) => (other === place ? { ...one, ...change } : one)));
  const name = `${row.name} ${row.colour} ${row.size}`;
  return (
    <Dialog opened onClose={onClose} title={t('breaksOf', { item: name })}>
      <form
        className="lp-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (changeSetId !== null && rows.length > 0) {
            void command.send({ changeSetId, kind: 'edit', rows });
          }
        }}
      >
        {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
        {typed.length === 0 ? <p>{t('noBreaks')}</p> : null}
        {changeSetId === null ? (
          <ul>
            {known.map(({ from, euro }) => (
              <li key={from}>
                {`${t('breakFrom')} ${from}: `}
                <b>{write.money(Math.round(euro * 100))}</b>
              </li>
            ))}
          </ul>
        ) : (
          <BreakRows typed={typed} set={set} onChange={setTyped} />
        )}
        <div className="lp-form-buttons">
          {wrong ? <span className="bt-quiet">{t('wrongBreak')}</span> : null}
          <Button onClick={onClose}>{t(changeSetId === null ? 'close' : 'cancel')}</Button>
          {changeSetId === null ? null : (
            <Button
              type="submit"
              variant="filled"
              loading={command.pending}
              disabled={rows.length === 0 || command.offline}
            >
              {t('saveBreaks')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function BreakRows({
  typed,
  set,
  onChange,
}: {
  readonly typed: readonly Typed[];
  readonly set: (place: number, change: Partial<Typed>) => void;
  readonly onChange: (typed: readonly Typed[]) => void;
}): ReactElement {
  const t = useCopy(termsCopy);
  return (
    <>
      {typed.map(({ from, euro }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no name but their place
        <div key={place} className="lp-form-break">
          <NumberField
            label={t('breakFrom')}
            min={2}
            max={100_000}
            whole
            value={from}
            onChange={(value) => set(place, { from: value })}
          />
          <NumberField
            label={t('breakPrice')}
            value={euro}
            onChange={(value) => set(place, { euro: value })}
          />
          <ActionIcon
            size={48}
            aria-label={t('removeBreak', { count: from ?? 0 })}
            onClick={() => onChange(typed.filter((_, other) => other !== place))}
          >
            <IconTrash size={20} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={() => onChange([...typed, { from: null, euro: null }])}
        >
          {t('addBreak')}
        </Button>
      </div>
    </>
  );
}

/** What is new or other than it was; what was taken out is written as no price. */
export function writtenBreaks(
  itemId: string,
  known: readonly { readonly from: number; readonly euro: number }[],
  typed: readonly Typed[],
): { itemId: string; minQuantity: number; amountMinor: number | null }[] {
  const minor = (euro: number) => Math.round(euro * 100);
  const wanted = new Map(typed.map(({ from, euro }) => [from!, minor(euro!)]));
  const was = new Map(known.map(({ from, euro }) => [from, minor(euro)]));
  const written = [...wanted].filter(([from, amount]) => was.get(from) !== amount);
  const gone = [...was.keys()].filter((from) => !wanted.has(from));
  return [
    ...written.map(([minQuantity, amountMinor]) => ({ itemId, minQuantity, amountMinor })),
    ...gone.map((minQuantity) => ({ itemId, minQuantity, amountMinor: null })),
  ];
}
