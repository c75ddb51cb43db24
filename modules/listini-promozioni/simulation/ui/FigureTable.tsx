import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import './simulator.css';
import { sumCopy } from './sum-copy.ts';

/** A table of figures that scrolls sideways where it does not fit: the first columns are words. */
export function FigureTable({
  title,
  heads,
  texts,
  rows,
}: {
  readonly title: string;
  readonly heads: readonly string[];
  /** The first columns are words, the others figures. */
  readonly texts: number;
  readonly rows: readonly (readonly ReactNode[])[];
}): ReactElement {
  const t = useCopy(sumCopy);
  const align = (place: number) => (place < texts ? undefined : 'right');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, too
    <div className="lp-sim-scroll" role="region" tabIndex={0} aria-label={t('scrolls', { title })}>
      <table className="lp-sim-table">
        <thead>
          <tr>
            {heads.map((head, place) => (
              <th key={head} scope="col" data-align={align(place)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- the rows have no name of their own
            <tr key={row}>
              {cells.map((cell, place) => (
                <td key={heads[place]} data-align={align(place)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
