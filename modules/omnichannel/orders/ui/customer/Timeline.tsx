import type { ReactElement } from 'react';
import { moment } from '../../../../../server/ui/kit/format.ts';
import { byWords } from './times.ts';
import { useSpeaking, type Order, type Speaking } from './use-order.ts';

type Step = Order['timeline'][number];

/** What happened to the order, the newest first, in words. */
export function Timeline({ order }: { readonly order: Order }): ReactElement {
  const speaking = useSpeaking();
  const { t, reader } = speaking;
  const now = new Date();
  return (
    <section aria-labelledby="co-happened">
      <h2 id="co-happened">{t('whatHappened')}</h2>
      <ol className="co-steps">
        {order.timeline.toReversed().map((step) => (
          <li key={`${step.step} ${step.at}`}>
            <span>{wordsOf(speaking, step, now)}</span>
            <time className="co-quiet" dateTime={step.at}>
              {moment(reader, step.at, now)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function wordsOf(speaking: Speaking, { step, store, until }: Step, now: Date): string {
  const { t } = speaking;
  const when = until === null ? '' : byWords(speaking, until, now);
  switch (step) {
    case 'moved':
      return t('step_moved', { store: store ?? '' });
    case 'delayed':
      return t('step_delayed', { when });
    case 'extended':
      return t('step_extended', { when });
    case 'cancelled-in-part':
      return t('step_cancelledInPart');
    case 'collected-in-part':
      return t('step_collectedInPart');
    case 'shipping-chosen':
      return t('step_shippingChosen');
    case 'shipping-undone':
      return t('step_shippingUndone');
    case 'on-the-way':
      return t('step_onTheWay', { when });
    case 'not-collected':
      return t('step_notCollected');
    default:
      return t(`step_${step}`);
  }
}
