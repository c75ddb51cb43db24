import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import { useLayout } from './layout.ts';
import './queue.css';
import { placesOf, steady, type Places, type RowGroup } from './steady.ts';

export interface QueueColumn<R> {
  readonly id: string;
  readonly title: string;
  /** Numbers and the button of the next step stand at the right. */
  readonly align?: 'right';
  readonly width?: string;
  readonly cell: (row: R) => ReactNode;
}

export interface QueueGroup<R> extends RowGroup<R> {
  readonly role?: Role;
  /** How many there are, where not all of them are shown. */
  readonly count?: number;
}

interface QueueProps<R> {
  /** Read aloud: «Ritiri da preparare». */
  readonly label: string;
  readonly columns: readonly QueueColumn<R>[];
  /** Groups without rows are left out. One group with an empty title is a list without headings. */
  readonly groups: readonly QueueGroup<R>[];
  readonly keyOf: (row: R) => string;
  /** The 4 px edge: `ritardo` for what is late, `inchiostro` for the row that is open. */
  readonly edge?: (row: R) => Role | null;
  /** How a row looks on a handheld. */
  readonly card: (row: R) => ReactNode;
}

/** The work to be done, grouped: rows on desktop and tablet, cards on the handheld. A touched row never moves. */
export function QueueTable<R>(props: QueueProps<R>): ReactElement {
  const handheld = useLayout() === 'handheld';
  const { groups, hand } = useSteadyGroups(props.groups, props.keyOf);
  const shown = groups.filter(({ rows }) => rows.length > 0);
  return (
    <div className="bt-queue" {...hand}>
      {handheld ? <Cards {...props} groups={shown} /> : <Rows {...props} groups={shown} />}
    </div>
  );
}

function useSteadyGroups<R>(
  groups: readonly QueueGroup<R>[],
  keyOf: (row: R) => string,
): { groups: readonly QueueGroup<R>[]; hand: object } {
  const [places, setPlaces] = useState<Places | null>(null);
  const current = useRef(groups);
  current.current = groups;
  const hold = () => setPlaces((held) => held ?? placesOf(current.current, keyOf));
  const letGo = () => setPlaces(null);
  return {
    groups: places ? steady(groups, places, keyOf) : groups,
    hand: {
      onPointerDown: hold,
      onFocus: hold,
      onBlur: (event: React.FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) letGo();
      },
      onPointerLeave: (event: React.PointerEvent) => {
        if (!event.currentTarget.contains(document.activeElement)) letGo();
      },
    },
  };
}

function Rows<R>({ label, columns, groups, keyOf, edge }: QueueProps<R>): ReactElement {
  return (
    <table className="bt-rows" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, title, align, width }) => (
            <th key={id} scope="col" data-align={align} style={width ? { width } : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ id, title, role, rows, count = rows.length }) => (
        <tbody key={id}>
          {title !== '' && (
            <tr className="bt-rows-group">
              <th scope="rowgroup" colSpan={columns.length} data-role={role}>
                <span className="bt-rows-title">{title}</span> {count}
              </th>
            </tr>
          )}
          {rows.map((row) => (
            <tr key={keyOf(row)} className="bt-row" data-role={edge?.(row) ?? undefined}>
              {columns.map(({ id: column, align, cell }) => (
                <td key={column} data-align={align}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Cards<R>({ label, groups, keyOf, edge, card }: QueueProps<R>): ReactElement {
  return (
    <ul className="bt-cards" aria-label={label}>
      {groups.flatMap(({ rows }) =>
        rows.map((row) => (
          <li key={keyOf(row)} className="bt-card" data-role={edge?.(row) ?? undefined}>
            {card(row)}
          </li>
        )),
      )}
    </ul>
  );
}
