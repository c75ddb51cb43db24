import type { ReactElement } from 'react';
import './charts.css';

export interface HeatCell {
  readonly value: number;
  /** 0 is nothing, 4 the darkest. */
  readonly shade: 0 | 1 | 2 | 3 | 4;
  /** Read aloud: «lunedì alle 9, 2 ordini». */
  readonly words: string;
  readonly onChoose?: () => void;
}

/** When something happens: rows by columns, the more the darker, every number written. */
export function HeatMap({
  label,
  rowsAre,
  columns,
  rows,
}: {
  readonly label: string;
  /** What a row stands for, read aloud: «Giorno». */
  readonly rowsAre: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly title: string; readonly cells: readonly HeatCell[] }[];
}): ReactElement {
  return (
    <div className="bt-heat-frame">
      <table className="bt-heat" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">
              <span className="bt-aloud">{rowsAre}</span>
            </th>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, cells }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {cells.map((cell, place) => (
                <td key={columns[place]}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { readonly cell: HeatCell }): ReactElement {
  const { value, shade, words, onChoose } = cell;
  return onChoose && value > 0 ? (
    <button type="button" data-shade={shade} aria-label={words} onClick={onChoose}>
      {value}
    </button>
  ) : (
    <span data-shade={shade} title={words}>
      {value > 0 ? value : ''}
    </span>
  );
}
