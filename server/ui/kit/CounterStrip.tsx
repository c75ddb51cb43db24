import type { ReactElement } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import './counters.css';
import { useLayout } from './layout.ts';
import { useFormat } from './use-format.ts';

export interface Counter {
  readonly id: string;
  readonly label: string;
  readonly value: number | string;
  /** «1 in ritardo», «2 scadono oggi» */
  readonly note?: string;
  readonly noteRole?: Role;
  /** Chooses what the list below shows, or opens another screen. */
  readonly onChoose?: () => void;
  readonly chosen?: boolean;
  /** Left out on handhelds, where only four fit. */
  readonly minor?: boolean;
}

/** The numbers of the day in one row; on handhelds cards that choose the list. */
export function CounterStrip({
  counters,
  label,
}: {
  readonly counters: readonly Counter[];
  /** What the numbers are about, read aloud: «Lavoro di oggi». */
  readonly label: string;
}): ReactElement {
  const handheld = useLayout() === 'handheld';
  const shown = handheld ? counters.filter(({ minor }) => !minor) : counters;
  return (
    <ul className="bt-counters" data-cards={handheld} aria-label={label}>
      {shown.map((counter) => (
        <li key={counter.id} data-chosen={counter.chosen ?? false}>
          <CounterBody counter={counter} handheld={handheld} />
        </li>
      ))}
    </ul>
  );
}

function CounterBody({
  counter,
  handheld,
}: {
  readonly counter: Counter;
  readonly handheld: boolean;
}): ReactElement {
  const write = useFormat();
  const { label, value, note, noteRole, onChoose, chosen } = counter;
  const figure = typeof value === 'number' ? write.count(value) : value;
  const inside = (
    <>
      <span className="bt-counter-label">{label}</span>
      <span className="bt-counter-value">{figure}</span>
      {!handheld && (
        <span className="bt-counter-note" data-role={noteRole}>
          {note ?? '\u00a0'}
        </span>
      )}
    </>
  );
  if (!onChoose) return <div className="bt-counter">{inside}</div>;
  return (
    <button
      type="button"
      className="bt-counter"
      aria-pressed={chosen === undefined ? undefined : chosen}
      onClick={onChoose}
    >
      {inside}
    </button>
  );
}
