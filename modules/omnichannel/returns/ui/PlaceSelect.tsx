import { Select } from '@mantine/core';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { listLocations } from '../../../base/locations/contracts.ts';
import { wizardCopy } from './wizard-copy.ts';

/** A store, or a warehouse, of the whole chain that a piece is sent to: the person need not work there. */
export function PlaceSelect({
  kind,
  from,
  value,
  onChange,
}: {
  readonly kind: 'store' | 'warehouse';
  /** Where the piece is: it is not sent here. */
  readonly from: string | null;
  readonly value: string | null;
  readonly onChange: (locationId: string | null) => void;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const locations = useQueryOf(listLocations, {}).data?.locations ?? [];
  return (
    <Select
      label={t('whichPlace')}
      searchable
      data={locations
        .filter((place) => place.active && place.kind === kind && place.id !== from)
        .map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
