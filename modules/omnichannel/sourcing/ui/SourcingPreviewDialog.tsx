import { Select } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { PreviewTable, type PreviewRow } from '../../promises/ui/PreviewTable.tsx';
import { useLastAnswer } from '../../promises/ui/use-last-answer.ts';
import { previewSourcingEndpoint, type SourcingPreview } from '../contracts.ts';
import { reassignCopy } from './reassign-copy.ts';
import { ShopWords } from './ShopWords.tsx';
import { sourcingCopy } from './sourcing-copy.ts';
import type { Rule } from './channel-rule.ts';
import './reassign.css';

interface Asked {
  readonly rule: Rule;
  readonly orderId?: string;
}

/** Who would get yesterday's orders under a draft; one of them shop by shop, with the reasons. */
export function SourcingPreviewDialog({
  rule,
  onClose,
}: {
  readonly rule: Rule;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  const write = useFormat();
  const preview = useCommandOf(previewSourcingEndpoint);
  const shown = useLastAnswer<Asked, SourcingPreview>(preview.send, { rule });
  const { reply } = shown;
  return (
    <Dialog opened onClose={onClose} title={t('previewTitle')} size={680}>
      {preview.problem ? (
        <ErrorState problem={preview.problem} />
      ) : reply === null ? (
        <LoadingRows />
      ) : reply.orders === 0 ? (
        <EmptyState title={t('noOrders')}>{t('noOrdersText')}</EmptyState>
      ) : (
        <div className="oc-tried">
          <p className="bt-quiet">
            {t('of', {
              orders: t('orders', { count: reply.orders }),
              day: write.longDay(new Date(`${reply.day}T12:00:00Z`)),
            })}
            {' · '}
            {t('previewText')}
          </p>
          <PreviewTable rows={rowsOf(reply, t)} />
          <p>
            <strong>
              {reply.differ === 0 ? t('differNone') : t('differ', { count: reply.differ })}
            </strong>
          </p>
          <Select
            label={t('example')}
            allowDeselect={false}
            data={reply.examples.map(({ orderId, number, before, after }) => ({
              value: orderId,
              label: t(before === after ? 'exampleSame' : 'exampleOf', {
                number: orderNumber(number),
                before: before ?? t('nobody'),
                after: after ?? t('nobody'),
              }),
            }))}
            value={reply.explained?.orderId ?? null}
            onChange={(orderId) => orderId && shown.ask({ rule, orderId })}
          />
          {reply.explained ? <Explained explained={reply.explained} /> : null}
        </div>
      )}
    </Dialog>
  );
}

function rowsOf(
  { orders, inForce, draft }: SourcingPreview,
  t: ReturnType<typeof useCopy<typeof sourcingCopy.it>>,
): PreviewRow[] {
  const row = (name: 'unasked' | 'asked' | 'nobody', sign: number): PreviewRow => ({
    id: name,
    label: t(`fig_${name}`),
    before: `${inForce[name]} / ${orders}`,
    after: `${draft[name]} / ${orders}`,
    change: (draft[name] - inForce[name]) * sign,
  });
  // To ask is neither better nor worse than to move: only to find nobody is worse.
  return [row('unasked', 0), row('asked', 0), row('nobody', -1)];
}

/** Every shop with its place or its reason. */
function Explained({
  explained: { draft, inForce },
}: {
  readonly explained: NonNullable<SourcingPreview['explained']>;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  const say = useCopy(reassignCopy);
  const first = inForce.ranked[0]?.locationId;
  return (
    <>
      <h3>{t('who')}</h3>
      {draft.ranked.length === 0 ? <p>{say('none')}</p> : null}
      <ol className="oc-explained">
        {draft.ranked.map((shop) => (
          <li key={shop.locationId}>
            <span className="oc-reassign-place">{shop.place}</span>
            <ShopWords shop={shop} />
            {shop.locationId === first && shop.place !== 1 ? (
              <span className="bt-hint">{t('wasFirst')}</span>
            ) : null}
          </li>
        ))}
      </ol>
      <details>
        <summary>{t('whyNot')}</summary>
        <ul>
          {draft.excluded.map(({ locationId, name, because }) => (
            <li key={locationId}>
              <b>{name}</b> <span className="bt-quiet">{say(`out_${because}`)}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
