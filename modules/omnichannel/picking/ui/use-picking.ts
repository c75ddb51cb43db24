import { useRef, useState } from 'react';
import { useClient } from '../../../../server/ui/contract.ts';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { offlineProblem, problemOf } from '../../../../server/ui/problem.ts';
import { accepted, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { tellScan } from '../../../../server/ui/scan/handlers.ts';
import { useTurns } from '../../../../server/ui/scan/turns.ts';
import type { RoundStop } from '../../pickup/live.ts';
import { pickEndpoint, unpickEndpoint, type Picked } from '../../pickup/work-contracts.ts';
import { waveCopy } from './wave-copy.ts';

/**
 * Takes pieces one after the other, however fast they are scanned: each scan is a command of its own
 * with a key of its own, and waits for the one before, so that none is lost and none counts twice.
 */
export function usePicking(locationId: string): {
  readonly pick: (gtin: string, manner: 'scan' | 'hand') => Promise<ScanResult>;
  readonly undoLast: (() => Promise<void>) | null;
  readonly pending: boolean;
} {
  const t = useCopy(waveCopy);
  const client = useClient();
  const { online } = useConnection();
  const takeTurn = useTurns();
  const [waiting, setWaiting] = useState(0);
  const [last, setLast] = useState<Picked | null>(null);
  const goingBack = useRef<Picked | null>(null);

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    setWaiting((count) => count + 1);
    return takeTurn(work).finally(() => setWaiting((count) => count - 1));
  };

  const pick = (gtin: string, manner: 'scan' | 'hand'): Promise<ScanResult> => {
    if (!online) return Promise.resolve(refused(offlineProblem().title));
    return inTurn(async () => {
      try {
        const picked = await client.call(pickEndpoint, { locationId, gtin, manner });
        setLast(picked);
        const piece = picked.row.pieces.find(({ lineId }) => lineId === picked.lineId);
        const name = piece ? `${piece.name} · ${piece.colour} · ${piece.size}` : '';
        return accepted(name, t('scanTaken', { found: picked.picked, needed: picked.quantity }));
      } catch (error) {
        const { title, detail } = problemOf(error);
        return refused(detail ?? title);
      }
    });
  };

  const undoLast = async (): Promise<void> => {
    // A second press means the piece that is already going back.
    if (!last || goingBack.current === last) return;
    goingBack.current = last;
    const { orderId, lineId } = last;
    try {
      await inTurn(() => client.call(unpickEndpoint, { orderId, lineId }));
      // Another piece may have been taken meanwhile: that one is the last now.
      setLast((now) => (now === last ? null : now));
    } catch (error) {
      const { title, detail } = problemOf(error);
      tellScan({ outcome: 'refused', title: detail ?? title });
    } finally {
      goingBack.current = null;
    }
  };

  return { pick, undoLast: last ? undoLast : null, pending: waiting > 0 };
}

/** The stop in hand, those to come, those done, and those where pieces are missing: in the order one walks. */
export function stopsInOrder(
  stops: readonly RoundStop[],
  /** The one the picker stands at, when it is not the next on the way. */
  chosen: string | null = null,
): {
  readonly current: RoundStop | null;
  readonly next: readonly RoundStop[];
  readonly done: readonly RoundStop[];
  readonly missing: readonly RoundStop[];
} {
  const open = stops.filter(({ found, short, needed }) => found + short < needed);
  const current = open.find(({ itemId }) => itemId === chosen) ?? open[0] ?? null;
  const over = stops.filter(({ found, short, needed }) => found + short >= needed);
  return {
    current,
    next: open.filter((stop) => stop !== current),
    done: over.filter(({ short }) => short === 0),
    missing: over.filter(({ short }) => short > 0),
  };
}
