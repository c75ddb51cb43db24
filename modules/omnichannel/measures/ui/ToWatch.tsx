import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { RichText } from '../../../../server/ui/kit/RichText.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { PickupMeasures } from '../contracts.ts';
import { copy } from './copy.ts';

/** What somebody should look at before the day is over. */
export function ToWatch({ view }: { readonly view: PickupMeasures }): ReactElement {
  const t = useCopy(copy);
  return (
    <section className="bt-panel oc-chart" aria-label={t('toWatch')}>
      <header>
        <h2>{t('toWatch')}</h2>
      </header>
      {view.lateNow.length === 0 && view.lastDays === 0 ? (
        <p className="bt-quiet">{t('allWell')}</p>
      ) : (
        <ul className="oc-watch">
          {view.lateNow.map(({ locationId, name, orders }) => (
            <li key={locationId}>
              <StatusBadge status="late" />
              <span>
                <RichText text={t('lateNow', { name, count: orders })} />
              </span>
            </li>
          ))}
          {view.lastDays > 0 ? (
            <li>
              <StatusBadge status="expiresSoon" />
              <span>{t('lastDays', { count: view.lastDays })}</span>
            </li>
          ) : null}
        </ul>
      )}
    </section>
  );
}
