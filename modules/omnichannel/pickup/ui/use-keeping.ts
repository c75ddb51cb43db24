import { useCommandOf } from '../../../../server/ui/contract.ts';
import type { PickupCard } from '../contracts.ts';
import { reprieveEndpoint } from '../counter-contracts.ts';
import { extendEndpoint } from '../extension-contracts.ts';

/** Keeps an uncollected order for another day. */
export function useReprieve(card: PickupCard, onDone: () => void): () => void {
  const command = useCommandOf(reprieveEndpoint);
  return () =>
    void command
      .send({ orderId: card.orderId, expectedVersion: card.version })
      .then((outcome) => outcome.done && onDone());
}

/** Keeps a waiting order some days longer: once, as the policy says. */
export function useExtension(card: PickupCard, onDone: () => void): () => void {
  const command = useCommandOf(extendEndpoint);
  return () =>
    void command
      .send({ orderId: card.orderId, expectedVersion: card.version })
      .then((outcome) => outcome.done && onDone());
}
