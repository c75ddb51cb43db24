import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { listCompanies } from '../../../base/companies/contracts.ts';

const HOUR_SECONDS = 3_600;

/** The names of shops and companies; an id that nobody knows stands for itself. */
export function useNames(): (id: string) => string {
  const { places } = useSession();
  const { data } = useQueryOf(listCompanies, {}, { freshSeconds: HOUR_SECONDS });
  const names = new Map([
    ...places.map(({ id, name }) => [id, name] as const),
    ...(data?.companies ?? []).map(({ id, legalName }) => [id, legalName] as const),
  ]);
  return (id) => names.get(id) ?? id;
}
