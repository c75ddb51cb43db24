import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { orderHistoryEndpoint, type OrderHistory as History } from '../reading-contracts.ts';
import { copy } from './copy.ts';
import { historyCopy, sentenceOf } from './history-copy.ts';

/** Who did what, newest first: taken from the audit, so nothing of it can be edited. */
export function OrderHistory({ orderId }: { readonly orderId: string }): ReactElement {
  const t = useCopy(copy);
  const history = useQueryOf(orderHistoryEndpoint, { orderId }, { freshSeconds: 0 });
  return (
    <section className="bt-panel oc-history" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <Shown reading={history} what={t('cannotReadHistory')}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p className="bt-quiet">{t('noHistory')}</p>
          ) : (
            <ol>
              {entries.toReversed().map((entry, place) => (
                <Entry key={`${entry.at}${entry.action}${place}`} entry={entry} />
              ))}
            </ol>
          )
        }
      </Shown>
    </section>
  );
}

function Entry({ entry }: { readonly entry: History['entries'][number] }): ReactElement {
  const t = useCopy(copy);
  const say = useCopy(historyCopy);
  const write = useFormat();
  const now = useMinute();
  return (
    <li>
      <TwoLines first={say(sentenceOf(entry.action))} second={entry.actorName ?? t('system')} />
      <time dateTime={entry.at} className="bt-quiet">
        {write.moment(entry.at, now)}
      </time>
    </li>
  );
}
