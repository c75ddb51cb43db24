import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Bars } from '../../../../server/ui/kit/Bars.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupMeasures } from '../contracts.ts';
import { IN_TIME_TARGET, percentOf, type Figure } from '../domain.ts';
import { copy } from './copy.ts';

/** Which shops keep their promises, best first; a bar leads to the orders that were late, if any. */
export function Punctuality({
  shops,
  open,
}: {
  readonly shops: PickupMeasures['shops'];
  readonly open: (figure: Figure, locationId: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const measured = shops
    .flatMap(({ locationId, name, counts }) => {
      const percent = percentOf(counts.inTime, counts.promised);
      return percent === null ? [] : [{ locationId, name, percent }];
    })
    .sort((a, b) => b.percent - a.percent);
  return (
    <section className="bt-panel oc-chart" aria-label={t('byShop')}>
      <header>
        <h2>{t('byShop')}</h2>
        <span className="bt-quiet">{t('tapToSee')}</span>
      </header>
      {measured.length === 0 ? (
        <p className="bt-quiet">{t('noPromises')}</p>
      ) : (
        <Bars
          label={t('byShop')}
          bars={measured.map(({ locationId, name, percent }) => ({
            id: locationId,
            label: name,
            percent,
            written: write.percent(percent),
            below: percent < IN_TIME_TARGET ? t('belowTarget') : null,
            // Nobody taps a full bar to see that nothing was late.
            onChoose: () => open(percent < 100 ? 'late' : 'in-time', locationId),
          }))}
        />
      )}
    </section>
  );
}
