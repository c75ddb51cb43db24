import type { ReactElement } from 'react';
import './charts.css';

export interface Bar {
  readonly id: string;
  readonly label: string;
  /** How long it is, in percent of the track. */
  readonly percent: number;
  /** The figure as written at its end: «93,4%». */
  readonly written: string;
  /** Below what was aimed at: told by colour, and by these words to whoever listens. */
  readonly below?: string | null;
  readonly onChoose?: () => void;
}

/** Figures to compare, longest meaning first; a bar leads to what stands behind it. */
export function Bars({
  label,
  bars,
}: {
  /** Read aloud: «Pronti in tempo, per negozio». */
  readonly label: string;
  readonly bars: readonly Bar[];
}): ReactElement {
  return (
    <ul className="bt-bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id}>
          {bar.onChoose ? (
            <button type="button" className="bt-bar" onClick={bar.onChoose}>
              <BarBody bar={bar} />
            </button>
          ) : (
            <div className="bt-bar">
              <BarBody bar={bar} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function BarBody({ bar }: { readonly bar: Bar }): ReactElement {
  const width = `${Math.min(100, Math.max(0, bar.percent))}%`;
  return (
    <>
      <span className="bt-bar-label">{bar.label}</span>
      <span className="bt-bar-track" aria-hidden="true">
        <span style={{ width }} data-below={bar.below ? true : undefined} />
      </span>
      <b className="bt-bar-value">
        {bar.written}
        {bar.below ? <span className="bt-aloud"> {bar.below}</span> : null}
      </b>
    </>
  );
}
