import { useDebouncedValue } from '@mantine/hooks';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf, type Reading } from '../../../../server/ui/contract.ts';
import { simulateBaskets } from '../contracts.ts';
import type { AskedBasket } from './own-basket.ts';
import { triedInput, type Subject } from './subject.ts';

export type Trial = ReplyOf<typeof simulateBaskets>;
export type TrialResult = Trial['results'][number];

/** Short enough to be felt as at once, long enough not to ask for every key. */
const TYPING_MS = 120;

/** Baskets with and without what is tried: asked again at every change, the old answer stays meanwhile. */
export function useTrial(subject: Subject | null, baskets: readonly AskedBasket[]): Reading<Trial> {
  const [settled] = useDebouncedValue(
    JSON.stringify({ ...triedInput(subject), baskets }),
    TYPING_MS,
  );
  return useQueryOf(simulateBaskets, JSON.parse(settled) as InputOf<typeof simulateBaskets>, {
    when: baskets.length > 0 && settled.includes('"lines"'),
    keepPrevious: true,
    freshSeconds: 0,
  });
}
