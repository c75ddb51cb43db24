import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Initials } from '../../../../server/ui/kit/Initials.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import type { searchCustomers } from '../../../base/customers/contracts.ts';
import { copy } from './copy.ts';

export type Hit = ReplyOf<typeof searchCustomers>['customers'][number];

const MOST = 5;

/** Customers that were found: one is pressed. */
export function Hits({
  hits,
  onPick,
}: {
  readonly hits: readonly Hit[];
  readonly onPick: (hit: Hit) => void;
}): ReactElement {
  const t = useCopy(copy);
  return (
    <ul className="ss-people" aria-label={t('chooseCustomer')}>
      {hits.slice(0, MOST).map((hit) => (
        <li key={hit.id}>
          <button type="button" onClick={() => onPick(hit)}>
            <Initials name={`${hit.name} ${hit.surname}`} role="inchiostro" beside />
            <TwoLines
              first={`${hit.name} ${hit.surname}`}
              second={hit.maskedPhone ?? hit.maskedEmail ?? ''}
            />
          </button>
        </li>
      ))}
    </ul>
  );
}
