import { useQueryOf } from '../../../../server/ui/contract.ts';
import { listLocations } from '../../locations/contracts.ts';

const HOUR_SECONDS = 3600;

export interface StoreNames {
  readonly nameOf: (locationId: string) => string;
  /** For a `Select`, by name. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** The names of shops and warehouses, as lists and forms show them. */
export function useStoreNames(): StoreNames {
  const locations = useQueryOf(listLocations, {}, { freshSeconds: HOUR_SECONDS });
  const list = locations.data?.locations ?? [];
  const names = new Map(list.map(({ id, name }) => [id, name]));
  return {
    nameOf: (locationId) => names.get(locationId) ?? locationId,
    choices: list
      .filter(({ active }) => active)
      .map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))
      .sort((a, b) => a.label.localeCompare(b.label, 'it')),
  };
}
