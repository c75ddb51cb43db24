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
  /** Nothing is on its way and nothing failed: what is shown may be read again. */
  readonly forget: () => void;
  readonly saving: boolean;
  readonly problem: Problem | null;
}

/** Cells that are sent together: typed ones until they are sent, a fill by itself. */
interface Batch {
  readonly kind: 'edit' | 'fill';
  readonly cells: Map<string, number>;
}

/**
 * Cells are shown as typed at once and saved behind it. What is typed while a save is on its way goes
 * with the next one, so that the latest word on a cell is the last that reaches the server.
 */
export function useCellEdits(changeSetId: string | null): CellEdits {
  const queries = useQueryClient();
  const { send, problem } = useCommandOf(writePrices);
  const [edits, setEdits] = useState<ReadonlyMap<string, CellEdit>>(new Map());
  const waiting = useRef<Batch[]>([]);
  const [saving, setSaving] = useState(false);
  const underWay = useRef(false);

  useEffect(() => {
    setEdits(new Map());
    waiting.current = [];
  }, [changeSetId]);

  const mark = useCallback((batch: ReadonlyMap<string, number>, state: CellEdit['state']) => {
    setEdits((old) => {
      const next = new Map(old);
      for (const [itemId, amountMinor] of batch) {
        // Typed again meanwhile: the later one says how it stands.
        if (state !== 'saving' && next.get(itemId)?.amountMinor !== amountMinor) continue;
        next.set(itemId, { amountMinor, state });
      }
      return next;
    });
  }, []);

  const drain = useCallback(async () => {
    if (underWay.current || changeSetId === null) return;
    underWay.current = true;
    setSaving(true);
    for (let batch = waiting.current.shift(); batch; batch = waiting.current.shift()) {
      const { kind, cells } = batch;
      const rows = [...cells].map(([itemId, amountMinor]) => ({ itemId, amountMinor }));
      const outcome = await send({ changeSetId, kind, rows });
      mark(cells, outcome.done ? 'saved' : 'failed');
    }
    underWay.current = false;
    setSaving(false);
    await refresh(queries, [readChangeSet]);
  }, [changeSetId, mark, queries, send]);

  const write = useCallback(
    (itemId: string, amountMinor: number) => {
      const last = waiting.current.at(-1);
      if (last?.kind === 'edit') last.cells.set(itemId, amountMinor);
      else waiting.current.push({ kind: 'edit', cells: new Map([[itemId, amountMinor]]) });
      mark(new Map([[itemId, amountMinor]]), 'saving');
      void drain();
    },
    [drain, mark],
  );

  const fill = useCallback(
    (itemIds: readonly string[], amountMinor: number) => {
      if (itemIds.length === 0) return;
      const cells = new Map(itemIds.map((itemId) => [itemId, amountMinor]));
      waiting.current.push({ kind: 'fill', cells });
      mark(cells, 'saving');
      void drain();
    },
    [drain, mark],
  );

  return {
    of: (itemId) => edits.get(itemId),
    write,
    fill,
    forget: () => setEdits(new Map()),
    saving,
    problem,
  };
}
