import { Button, Select, TextInput } from '@mantine/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { goodsFacets } from '../grid-contracts.ts';
import { gridCopy } from './grid-copy.ts';
import './grid.css';
import { FACETS, type GridFilter } from './use-grid-filter.ts';

const FRESH_SECONDS = 600;

/** What the grid shows: a search, what goods are, the shop whose lowest prices stand beside. */
export function GridTools({
  filter,
  withChange,
}: {
  readonly filter: GridFilter;
  /** A change is open: its rows alone can be asked for. */
  readonly withChange: boolean;
}): ReactElement {
  const t = useCopy(gridCopy);
  const { places } = useSession();
  const facets = useQueryOf(goodsFacets, {}, { freshSeconds: FRESH_SECONDS });
  const valuesOf = (asked: string) =>
    (facets.data?.facets ?? [])
      .filter(({ facet, value }) => facet === asked && value !== '')
      .map(({ value, count }) => ({ value, label: `${value} (${count})` }));
  return (
    <div className="bt-inset lp-grid-tools">
      <TextInput
        size="sm"
        label={t('search')}
        placeholder={t('searchHint')}
        leftSection={<IconSearch size={18} stroke={1.8} aria-hidden />}
        maxLength={120}
        value={filter.search}
        onChange={(event) => filter.setSearch(event.currentTarget.value)}
      />
      {FACETS.map((facet) => (
        <Select
          key={facet}
          size="sm"
          label={t(facet)}
          placeholder={t('all')}
          data={valuesOf(facet)}
          searchable
          clearable
          value={filter.facets[facet]}
          onChange={(value) => filter.setFacet(facet, value)}
        />
      ))}
      <Select
        size="sm"
        label={t('lowestAt')}
        data={places.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        allowDeselect={false}
        value={filter.placeId}
        onChange={filter.setPlace}
      />
      {withChange ? (
        <Button
          className="lp-toggle"
          size="sm"
          variant={filter.changesOnly ? 'light' : 'default'}
          aria-pressed={filter.changesOnly}
          leftSection={<IconFilter size={18} stroke={1.8} aria-hidden />}
          onClick={() => filter.setChangesOnly(!filter.changesOnly)}
        >
          {t('changesOnly')}
        </Button>
      ) : null}
    </div>
  );
}
