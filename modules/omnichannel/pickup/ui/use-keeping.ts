import { useCommandOf } from '../../../../server/ui/contract.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import type { PickupCard } from '../contracts.ts';
import { reprieveEndpoint } from '../counter-contracts.ts';
import { extendEndpoint } from '../extension-contracts.ts';

export interface Keeping {
  readonly keep: () => void;
  readonly problem: Problem | null;
}

/** Keeps an uncollected order for another day. */
export function useReprieve(card: PickupCard, onAnswer: () => void): Keeping {
  return keepingBy(useCommandOf(reprieveEndpoint), card, onAnswer);
}

/** Keeps a waiting order some days longer: once, as the policy says. */
export function useExtension(card: PickupCard, onAnswer: () => void): Keeping {
  return keepingBy(useCommandOf(extendEndpoint), card, onAnswer);
}

interface Sending {
  readonly send: (of: {
    readonly orderId: string;
    readonly expectedVersion: number;
  }) => Promise<unknown>;
  readonly problem: Problem | null;
}

/** Done or refused, the order is read again: it may have changed under the clerk's hands. */
function keepingBy(
  { send, problem }: Sending,
  { orderId, version }: PickupCard,
  onAnswer: () => void,
): Keeping {
  return { keep: () => void send({ orderId, expectedVersion: version }).then(onAnswer), problem };
}
