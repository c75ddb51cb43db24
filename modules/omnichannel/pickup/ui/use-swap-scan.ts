import { useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import {
  accepted,
  PASSED,
  refused,
  sameGtin,
  type ScanResult,
} from '../../../../server/ui/scan/scan.ts';
import { useTurns } from '../../../../server/ui/scan/turns.ts';
import type { PickupCard } from '../contracts.ts';
import { swapQuoteEndpoint } from '../counter-contracts.ts';
import { piecesInBag, withChoice, type HandoverForm, type PieceInBag } from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';

/**
 * A piece scanned at the counter is the new one of a swap: of the piece that is being swapped, or of
 * the first one of its style. A piece of the order itself is only confirmed.
 */
export function useSwapScan(
  card: PickupCard,
  latest: () => HandoverForm,
  onChange: (form: HandoverForm) => void,
): void {
  const t = useCopy(handoverCopy);
  const client = useClient();
  const inTurn = useTurns();
  const take = async (gtin: string): Promise<ScanResult> => {
    const pieces = piecesInBag(card, latest());
    const own = pieces.find(({ item }) => sameGtin(item.gtin, gtin));
    const waiting = pieces.filter(({ choice }) => choice.fate === 'swaps' && !choice.swap);
    if (own && waiting.length === 0) {
      return accepted(`${own.item.name} · ${own.item.size}`, t('isOfThisOrder'));
    }
    let why: string | null = null;
    for (const piece of firstOfEachLine([...waiting, ...pieces.filter(isKept)])) {
      try {
        const { orderId } = card;
        const { lineId } = piece;
        const quote = await client.call(swapQuoteEndpoint, { orderId, lineId, gtin });
        const swap = { ...quote, manner: 'scan' as const };
        onChange(withChoice(latest(), piece.key, { fate: 'swaps', swap }));
        return accepted(`${quote.name} · ${quote.size}`, t('swapTaken'));
      } catch (error) {
        const { title, detail } = problemOf(error);
        why ??= detail ?? title;
      }
    }
    return why === null ? PASSED : refused(why);
  };
  useScan((scan) => (scan.kind === 'item' ? inTurn(() => take(scan.code)) : PASSED));
}

function isKept({ choice }: PieceInBag): boolean {
  return choice.fate === 'keeps';
}

function firstOfEachLine(pieces: readonly PieceInBag[]): PieceInBag[] {
  return pieces.filter(
    (piece, place) => pieces.findIndex(({ lineId }) => lineId === piece.lineId) === place,
  );
}
