import { useState } from 'react';
import { redone } from '../kernel/redone.ts';
import { isSameData } from '../kernel/same-data.ts';
import type { Outcome } from './attempt.ts';

export interface RowDraft<Row, Draft> {
  readonly draft: Draft;
  /** The row that the draft was begun from: whoever saves compares with it and sends its version. */
  readonly base: Row;
  readonly edited: boolean;
  readonly edit: (draft: Draft) => void;
  /** What was written goes; the fields show the row again. */
  readonly forget: () => void;
  /**
   * This draft was sent and answered. Once saved, the fields follow the row; what was written meanwhile
   * stays. When somebody was quicker, what was written is done again on theirs as soon as it is read.
   */
  readonly answered: (outcome: Outcome<unknown>) => void;
}

interface Written<Row, Draft> {
  readonly draft: Draft;
  readonly base: Row;
  /** The row is another now: the next one that is read is the new base. */
  readonly overtaken: boolean;
}

/**
 * What is being written over a row that others may change, and that is read again while the form is open.
 * A form that nobody has written in follows the row. From the first change on, draft and row stay
 * together: sent with the version of a newer row, the old draft would undo what a colleague did, unseen.
 * A newer row that says the same in every field of the form is as good as the old one.
 */
export function useRowDraft<Row, Draft>(
  row: Row,
  draftOf: (row: Row) => Draft,
  /** What was written elsewhere and goes on here; null when nothing was. */
  begunWith: Draft | null = null,
): RowDraft<Row, Draft> {
  const [written, setWritten] = useState<Written<Row, Draft> | null>(
    begunWith === null ? null : { draft: begunWith, base: row, overtaken: false },
  );
  const inRow = draftOf(row);
  const begun = written ? draftOf(written.base) : inRow;
  const base = written === null || isSameData(begun, inRow) ? row : written.base;
  const overtaken = written?.overtaken ?? false;
  const write = (draft: Draft, on: Row, isOvertaken: boolean): void =>
    setWritten(isSameData(draft, draftOf(on)) ? null : { draft, base: on, overtaken: isOvertaken });
  if (written?.overtaken && written.base !== row) {
    write(redone(begun, written.draft, inRow), row, false);
  }
  return {
    draft: written?.draft ?? inRow,
    base,
    edited: written !== null,
    edit: (draft) => write(draft, base, overtaken),
    forget: () => setWritten(null),
    answered: (outcome) => {
      if (!outcome.done && outcome.problem.slug !== 'stale-revision') return;
      setWritten((now) =>
        now === null || (outcome.done && now.draft === written?.draft)
          ? null
          : { ...now, overtaken: true },
      );
    },
  };
}
