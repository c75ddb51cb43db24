import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Language } from '../../../../../server/kernel/text.ts';
import { clock } from '../../../../../server/ui/kit/format.ts';
import { currentLanguage } from '../../../../../server/ui/language.ts';
import { CancelPart } from './CancelPart.tsx';
import { CollectPart } from './CollectPart.tsx';
import './customer.css';
import { OrderPart } from './OrderPart.tsx';
import { ShippingPart } from './ShippingPart.tsx';
import { StoresPart } from './StoresPart.tsx';
import {
  isUnknown,
  SpeakingPlace,
  useOrder,
  usePart,
  useSpeakingIn,
  type Order,
  type OrderReading,
} from './use-order.ts';
import { WithdrawPart } from './WithdrawPart.tsx';

/** Opens the page behind the link of an order: `/ordine/<token>`. */
export function openCustomerPage(root: HTMLElement): void {
  const token = location.pathname.split('/')[2] ?? '';
  createRoot(root).render(<CustomerPage token={token} />);
}

/** What a customer sees and does with nothing but the link, in the order's language. */
function CustomerPage({ token }: { readonly token: string }): ReactElement {
  const reading = useOrder(token);
  const { order } = reading;
  const [chosen, setChosen] = useState<Language | null>(null);
  const language = chosen ?? order?.language ?? currentLanguage();
  const speaking = useSpeakingIn(language, order?.store.zone ?? 'Europe/Rome');
  const { t, reader } = speaking;
  const title = order ? t('pageTitle', { number: order.number }) : 'Bottega';
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <SpeakingPlace value={speaking}>
      <div className="co">
        <header className="co-bar">
          <span className="co-seller">{order?.seller ?? ''}</span>
          <button
            type="button"
            className="co-plain"
            lang={language === 'it' ? 'en' : 'it'}
            onClick={() => setChosen(language === 'it' ? 'en' : 'it')}
          >
            {t('otherLanguage')}
          </button>
        </header>
        {reading.staleSince && (
          <p className="co-stale" role="status">
            {t('offline', { time: clock(reader, reading.staleSince) })}
          </p>
        )}
        <main>
          {order ? (
            <Parts
              order={order}
              token={token}
              take={(next) => {
                reading.take(next);
                // What has just been done stands in the timeline of the next answer.
                reading.again();
              }}
            />
          ) : (
            <NoOrder reading={reading} t={t} />
          )}
        </main>
      </div>
    </SpeakingPlace>
  );
}

function Parts({
  order,
  token,
  take,
}: {
  readonly order: Order;
  readonly token: string;
  readonly take: (order: Order) => void;
}): ReactElement {
  const [part, open] = usePart();
  const close = (): void => open('');
  if (part === 'negozi' && order.can.move) {
    return <StoresPart order={order} token={token} take={take} onClose={close} />;
  }
  if (part === 'spedizione' && order.can.ship) {
    return <ShippingPart order={order} token={token} take={take} onClose={close} />;
  }
  if (part === 'ritiro' && order.can.collect) {
    return <CollectPart order={order} token={token} take={take} onClose={close} />;
  }
  if (part === 'annulla' && order.can.cancel) {
    return <CancelPart order={order} token={token} take={take} onClose={close} />;
  }
  if (part === 'recesso' && order.withdrawal.given) {
    return <WithdrawPart order={order} token={token} take={take} onClose={close} />;
  }
  return <OrderPart order={order} token={token} take={take} onOpen={open} />;
}

function NoOrder({
  reading: { problem, again },
  t,
}: {
  readonly reading: OrderReading;
  readonly t: ReturnType<typeof useSpeakingIn>['t'];
}): ReactNode {
  if (!problem) {
    return (
      <p className="co-middle co-quiet" role="status">
        {t('waiting')}
      </p>
    );
  }
  const unknown = isUnknown(problem);
  return (
    <div className="co-middle" role="alert">
      <h1>{t(unknown ? 'unknown' : 'failed')}</h1>
      <p className="co-quiet">{t(unknown ? 'unknownText' : 'failedText')}</p>
      {!unknown && (
        <button type="button" className="co-button" onClick={again}>
          {t('tryAgain')}
        </button>
      )}
    </div>
  );
}
