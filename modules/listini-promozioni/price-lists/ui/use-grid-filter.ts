import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import type { readGrid } from '../grid-contracts.ts';
import type { previewBulk } from '../writing-contracts.ts';

const TYPING_MS = 250;

export const FACETS = ['season', 'line', 'category'] as const;
export type Facet = (typeof FACETS)[number];

/** What the grid shows of a list, kept in the address; what is typed goes there a moment later. */
export interface GridFilter {
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly facets: Readonly<Record<Facet, string | null>>;
  readonly setFacet: (facet: Facet, value: string | null) => void;
  readonly placeId: string | null;
  readonly setPlace: (placeId: string | null) => void;
  readonly changesOnly: boolean;
  readonly setChangesOnly: (only: boolean) => void;
  /** As the grid is asked. */
  readonly asked: Omit<InputOf<typeof readGrid>, 'listId'>;
  /** As a change of many is told which items it is about. */
  readonly bulk: InputOf<typeof previewBulk>['filter'];
  readonly words: string;
}

export function useGridFilter(): GridFilter {
  const { places, locationId } = useSession();
  const [season, setSeason] = useAddressValue('stagione');
  const [line, setLine] = useAddressValue('linea');
  const [category, setCategory] = useAddressValue('categoria');
  const [place, setPlace] = useAddressValue('negozio');
  const [only, setOnly] = useAddressValue('solo');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), TYPING_MS);
  const facets = { season, line, category };
  const setters = { season: setSeason, line: setLine, category: setCategory };
  const placeId = place ?? locationId ?? places[0]?.id ?? null;
  return {
    search,
    setSearch,
    facets,
    setFacet: (facet, value) => setters[facet](value),
    placeId,
    setPlace,
    changesOnly: only === 'modifiche',
    setChangesOnly: (wanted) => setOnly(wanted ? 'modifiche' : null),
    asked: {
      ...(settled === '' ? {} : { search: settled }),
      ...(season === null ? {} : { seasons: season }),
      ...(line === null ? {} : { lines: line }),
      ...(category === null ? {} : { categories: category }),
      ...(placeId === null ? {} : { placeId }),
    },
    bulk: {
      ...(settled === '' ? {} : { search: settled }),
      ...(season === null ? {} : { seasons: [season] }),
      ...(line === null ? {} : { lines: [line] }),
      ...(category === null ? {} : { categories: [category] }),
    },
    words: [settled === '' ? null : `«${settled}»`, season, line, category]
      .filter((word) => word !== null)
      .join(', '),
  };
}
