import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { refresh, useCommandOf } from '../../../../server/ui/contract.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import { readChangeSet } from '../change-contracts.ts';
import { writePrices } from '../writing-contracts.ts';

export interface CellEdit {
  readonly amountMinor: number;
  readonly state: 'saving' | 'saved' | 'failed';
}

/** What was typed into cells since the grid was read; saved in the order in which it was typed. */
export interface CellEdits {
  readonly of: (itemId: string) => CellEdit | undefined;
  readonly write: (itemId: string, amountMinor: number) => void;
  /** One price for many cells, as one step that can be undone. */
  readonly fill: (itemIds: readonly string[], amountMinor: number) => void;
  /** A price for each of many cells, as one step that can be undone. */
  readonly paste: (cells: ReadonlyMap<string, number>) => void;
  /** Cells that are pasted have yet to be read: the draft is not ready until they are in it. */
  readonly expect: (coming: boolean) => void;
  /** The sheet is read again: what was saved is in it; what is on its way or failed stays shown. */
  readonly forget: () => void;
  readonly saving: boolean;
  /** How many the server has not taken: the draft is not what is shown until they are sent again. */
  readonly failed: number;
  readonly sendAgain: () => void;
  readonly problem: Problem | null;
}

/** Cells that are sent together: typed ones until they are sent, a fill or a paste by itself. */
interface Batch {
  /** The draft it was typed into, whatever is looked at when its turn comes. */
  readonly changeSetId: string;
  readonly kind: 'edit' | 'fill' | 'paste';
  readonly cells: Map<string, number>;
}

/**
 * Cells are shown as typed at once and saved behind it. What is typed while a save is on its way goes
 * with the next one, so that the latest word on a cell is the last that reaches the server.
 */
export function useCellEdits(changeSetId: string | null): CellEdits {
  const [edits, setEdits] = useState<ReadonlyMap<string, CellEdit>>(new Map());
  const [coming, setComing] = useState(false);
  const shown = useRef(changeSetId);

  useEffect(() => {
    shown.current = changeSetId;
    setEdits(new Map());
  }, [changeSetId]);

  const mark = useCallback((batch: Batch, state: CellEdit['state']) => {
    if (batch.changeSetId !== shown.current) return;
    setEdits((old) => {
      const next = new Map(old);
      for (const [itemId, amountMinor] of batch.cells) {
        // Typed again meanwhile: the later one says how it stands.
        if (state !== 'saving' && next.get(itemId)?.amountMinor !== amountMinor) continue;
        next.set(itemId, { amountMinor, state });
      }
      return next;
    });
  }, []);
  const { enqueue, saving, problem } = useSavedInTurn(mark);

  const write = useCallback(
    (itemId: string, amountMinor: number) => {
      if (changeSetId === null) return;
      enqueue({ changeSetId, kind: 'edit', cells: new Map([[itemId, amountMinor]]) });
    },
    [changeSetId, enqueue],
  );

  const fill = useCallback(
    (itemIds: readonly string[], amountMinor: number) => {
      if (changeSetId === null || itemIds.length === 0) return;
      const cells = new Map(itemIds.map((itemId) => [itemId, amountMinor]));
      enqueue({ changeSetId, kind: 'fill', cells });
    },
    [changeSetId, enqueue],
  );

  const paste = (cells: ReadonlyMap<string, number>): void => {
    if (changeSetId === null || cells.size === 0) return;
    enqueue({ changeSetId, kind: 'paste', cells: new Map(cells) });
  };
  const failed = [...edits].filter(([, { state }]) => state === 'failed');
  const sendAgain = (): void => {
    if (changeSetId === null || failed.length === 0) return;
    const cells = new Map(failed.map(([itemId, { amountMinor }]) => [itemId, amountMinor]));
    enqueue({ changeSetId, kind: 'edit', cells });
  };
  return {
    of: (itemId) => edits.get(itemId),
    write,
    fill,
    paste,
    expect: setComing,
    forget: () => setEdits((old) => new Map([...old].filter(([, { state }]) => state !== 'saved'))),
    saving: saving || coming,
    failed: failed.length,
    sendAgain,
    problem,
  };
}

/** Sends batches one after the other, and says how each stands. */
function useSavedInTurn(mark: (batch: Batch, state: CellEdit['state']) => void) {
  const queries = useQueryClient();
  const { send, problem } = useCommandOf(writePrices);
  const waiting = useRef<Batch[]>([]);
  const [saving, setSaving] = useState(false);
  const underWay = useRef(false);

  const drain = useCallback(async () => {
    if (underWay.current) return;
    underWay.current = true;
    setSaving(true);
    for (let batch = waiting.current.shift(); batch; batch = waiting.current.shift()) {
      const { cells, ...to } = batch;
      const rows = [...cells].map(([itemId, amountMinor]) => ({ itemId, amountMinor }));
      const outcome = await send({ ...to, rows });
      mark(batch, outcome.done ? 'saved' : 'failed');
    }
    underWay.current = false;
    setSaving(false);
    await refresh(queries, [readChangeSet]);
  }, [mark, queries, send]);

  const enqueue = useCallback(
    (batch: Batch) => {
      const { changeSetId, kind, cells } = batch;
      const last = waiting.current.at(-1);
      // Cells that are typed one after the other wait together.
      if (kind === 'edit' && last?.kind === kind && last.changeSetId === changeSetId) {
        for (const [itemId, amountMinor] of cells) last.cells.set(itemId, amountMinor);
      } else waiting.current.push(batch);
      mark(batch, 'saving');
      void drain();
    },
    [drain, mark],
  );
  return { enqueue, saving, problem };
}
