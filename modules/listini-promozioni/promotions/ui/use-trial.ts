import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { simulateBaskets } from '../../simulation/contracts.ts';
import { matchesOf } from '../../engine/domain/promotion.ts';
import { wallNow } from '../../price-lists/domain/wall-time.ts';
import { matchGoods } from '../matching-contracts.ts';
import { definitionOf } from './draft-definition.ts';
import { flawOf } from './draft-flaws.ts';
import type { PromotionDraft } from './draft.ts';
import { askedBasket, begunBasket, type TrialBasket } from './trial-basket.ts';
import { useVocabulary } from './WhereFields.tsx';

const TYPING_MS = 250;

/**
 * A basket that follows what is typed, tried on the same engine as at the till; once somebody has
 * touched it, it stays theirs.
 */
export function useTrial(draft: PromotionDraft, promotionId: string | null) {
  const [own, setOwn] = useState<TrialBasket | null>(null);
  const known = useVocabulary();
  const now = useMinute();
  const definition = definitionOf(draft);
  const flaw = flawOf(draft);
  // A promotion without a name can be tried; one without its figures cannot.
  const tryable = flaw === null || flaw === 'needsName' || flaw === 'needsSupplier';
  const [first, second, ...others] = samplesAsked(definition);
  const samples = [useSample(first), useSample(second), useSample(others[0])];
  const begun =
    known === undefined
      ? null
      : begunBasket(draft, definition, samples, known.places, wallNow({ now }));
  const basket = own ?? begun;
  const place = known?.places.find(({ placeId }) => placeId === basket?.placeId);
  const ready = tryable && basket !== null && place !== undefined && basket.lines.length > 0;
  const asked = ready
    ? {
        definition: definition as never,
        ...(promotionId === null ? {} : { promotionId }),
        baskets: [askedBasket(basket, draft, place)],
      }
    : null;
  const [settled] = useDebouncedValue(JSON.stringify(asked), TYPING_MS);
  const reading = useQueryOf(
    simulateBaskets,
    (JSON.parse(settled) ?? { baskets: [] }) as InputOf<typeof simulateBaskets>,
    { when: settled !== 'null', keepPrevious: true },
  );
  return {
    basket,
    place,
    places: known?.places ?? [],
    tryable,
    reading,
    change: (change: Partial<TrialBasket>) => basket && setOwn({ ...basket, ...change }),
    begin: own === null ? null : () => setOwn(null),
  };
}

export type Trial = ReturnType<typeof useTrial>;

type Queries = InputOf<typeof matchGoods>['queries'];

/** The goods of each part of the deal; all goods where it names none. */
function samplesAsked(definition: Parameters<typeof matchesOf>[0]): Queries {
  const named = matchesOf(definition);
  return (named.length === 0 ? [{ everything: true }] : named) as Queries;
}

function useSample(query: Queries[number] | undefined) {
  const [settled] = useDebouncedValue(JSON.stringify(query ?? null), TYPING_MS);
  const asked = JSON.parse(settled) as Queries[number] | null;
  const { data } = useQueryOf(
    matchGoods,
    { queries: [asked ?? ({ everything: true } as Queries[number])] },
    { when: asked !== null, keepPrevious: true },
  );
  return asked === null ? [] : (data?.sample ?? []);
}
