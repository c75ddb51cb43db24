import { Select } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Destination } from '../contract-fields.ts';
import { DISPOSITIONS, goesAway, type Disposition } from '../domain/return.ts';
import { destinationCopy } from './destination-copy.ts';
import { PlaceSelect } from './PlaceSelect.tsx';
import { wizardCopy } from './wizard-copy.ts';

/** Where the piece goes, where the clerk knows better than the rules; to a place only once it is named. */
export function DestinationField({
  locationId,
  destination,
  onChange,
}: {
  /** Where it is taken back: it goes nowhere from here to here. */
  readonly locationId: string;
  readonly destination: Destination | null;
  readonly onChange: (destination: Destination | null) => void;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const say = useCopy(destinationCopy);
  const kind = destination?.kind ?? null;
  return (
    <div className="oc-return-destination">
      <Select
        label={t('whereTo')}
        allowDeselect={false}
        data={[
          { value: 'proposed', label: t('to_proposed') },
          ...DISPOSITIONS.map((value) => ({ value, label: say(`to_${value}`) })),
        ]}
        value={kind ?? 'proposed'}
        onChange={(value) =>
          onChange(value === null || value === 'proposed' ? null : { kind: value as Disposition })
        }
      />
      {goesAway(kind) ? (
        <PlaceSelect
          kind={kind}
          from={locationId}
          value={destination?.toLocationId ?? null}
          onChange={(toLocationId) =>
            onChange(toLocationId === null ? { kind } : { kind, toLocationId })
          }
        />
      ) : null}
    </div>
  );
}
