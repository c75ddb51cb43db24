import type { ReactElement } from 'react';
import type { Order } from './use-order.ts';

type Line = Order['lines'][number];

/** How many pieces of each line, by line. */
export type Chosen = ReadonlyMap<string, number>;

/** Which pieces, and of several equal ones how many. */
export function PieceChoice({
  legend,
  lines,
  mostOf,
  chosen,
  onChange,
}: {
  readonly legend: string;
  readonly lines: readonly Line[];
  readonly mostOf: (line: Line) => number;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}): ReactElement {
  const set = (lineId: string, quantity: number): void =>
    onChange(new Map(chosen).set(lineId, quantity));
  return (
    <fieldset className="co-choices">
      <legend>{legend}</legend>
      {lines
        .filter((line) => mostOf(line) > 0)
        .map((line) => {
          const most = mostOf(line);
          const count = chosen.get(line.lineId) ?? 0;
          const name = `${line.name}, ${line.colour}, ${line.size}`;
          return (
            <div key={line.lineId} className="co-choice">
              <label>
                <input
                  type="checkbox"
                  checked={count > 0}
                  onChange={(event) => set(line.lineId, event.currentTarget.checked ? most : 0)}
                />
                <img src={line.pictureUrl ?? ''} alt="" />
                <span>
                  <b>{line.name}</b>
                  <small className="co-quiet">
                    {line.colour}, {line.size}
                  </small>
                </span>
              </label>
              {most > 1 && (
                <select
                  aria-label={name}
                  value={count}
                  onChange={(event) => set(line.lineId, Number(event.currentTarget.value))}
                >
                  {Array.from({ length: most + 1 }, (_, quantity) => (
                    <option key={quantity} value={quantity}>
                      {quantity}
                    </option>
                  ))}
                </select>
              )}
            </div>
          );
        })}
    </fieldset>
  );
}

export function partsOf(chosen: Chosen): { lineId: string; quantity: number }[] {
  return [...chosen].flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));
}

export function countOf(chosen: Chosen): number {
  return [...chosen.values()].reduce((sum, quantity) => sum + quantity, 0);
}
