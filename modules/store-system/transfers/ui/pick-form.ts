import type { TransferCard } from '../contracts.ts';
import type { ShortPick } from '../domain/words.ts';

type Line = TransferCard['lines'][number];

/** Lines of which fewer pieces were taken than promised. */
export function shortLines({ lines }: TransferCard): readonly Line[] {
  return lines.filter(({ picked, accepted }) => picked < accepted);
}

export function allPicked(card: TransferCard): boolean {
  return shortLines(card).length === 0;
}

/** What is left to explain before the parcel can be closed. */
export function unexplained(
  card: TransferCard,
  reasons: Readonly<Record<string, ShortPick>>,
): readonly Line[] {
  return shortLines(card).filter(({ lineId }) => reasons[lineId] === undefined);
}

/** What is picked and has not left yet. */
export function toShip({ transfer }: Pick<TransferCard, 'transfer'>): number {
  return transfer.picked - transfer.shipped;
}
