import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ColourAndSize } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import type { Doubt } from '../contracts.ts';
import '../../orders/ui/link.css';
import { doubtsCopy } from './copy.ts';
import './doubts.css';
import { useDoubts } from './use-doubts.ts';

/** In dubbio: promised pieces that may not be there, and every customer who counts on one. */
export function DoubtsScreen(): ReactElement {
  const t = useCopy(doubtsCopy);
  const reading = useDoubts();
  const doubts = reading.data?.doubts ?? [];
  return (
    <ScreenFrame
      title={t('title')}
      asOf={reading.asOf}
      {...(doubts.length > 0 ? { subtitle: t('subtitle', { count: doubts.length }) } : {})}
    >
      <Shown reading={reading} what={t('cannotRead')}>
        {(view) =>
          view.doubts.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
          ) : (
            <ul className="oc-doubts">
              {view.doubts.map((doubt) => (
                <DoubtCard key={`${doubt.locationId}/${doubt.itemId}`} doubt={doubt} />
              ))}
            </ul>
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

function DoubtCard({ doubt }: { readonly doubt: Doubt }): ReactElement {
  const t = useCopy(doubtsCopy);
  const go = useGo();
  const write = useFormat();
  const now = useMinute();
  const here = useLocationId() === doubt.locationId;
  const may = useMay();
  const { item, promises, because } = doubt;
  return (
    <li className="bt-panel oc-doubt">
      <div className="oc-doubt-item">
        <ItemPicture item={item} size="line" beside />
        <div>
          <h2>{item.name}</h2>
          <ColourAndSize item={item} />
          <p className="bt-quiet">
            {[
              ...(here ? [] : [doubt.locationName]),
              t(`because_${because}`),
              t('since', { when: write.moment(doubt.since, now) }),
              t('onHand', { count: doubt.onHand }),
            ].join(' · ')}
          </p>
        </div>
        {here && may('store-system.recount.work', doubt.locationId) && because === 'not-found' ? (
          <Button
            leftSection={<IconListCheck size={20} stroke={1.8} aria-hidden />}
            onClick={() => go('/ricontrolli')}
          >
            {t('count')}
          </Button>
        ) : null}
      </div>
      <p>
        <strong>{t('promisedTo', { count: promises.length })}</strong>
      </p>
      <ul className="oc-doubt-promises">
        {promises.map((promise) => (
          <li key={promise.id}>
            <Owner promise={promise} here={here} />
            {promise.by === null ? null : (
              <span className="bt-quiet">
                {t(promise.kind === 'order' ? 'readyBy' : 'until', {
                  when: write.moment(promise.by, now),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Leads to where something can be done about it, for who works there. */
function Owner({
  promise: { kind, id, about },
  here,
}: {
  readonly promise: Doubt['promises'][number];
  readonly here: boolean;
}): ReactElement {
  const t = useCopy(doubtsCopy);
  const go = useGo();
  const words = t(kind, { about });
  if (kind === 'reservation' && !here) return <span>{words}</span>;
  return (
    <button
      type="button"
      className="oc-link"
      onClick={() => go(kind === 'order' ? `/ordini/${id}` : '/prenotazioni')}
    >
      {words}
    </button>
  );
}
