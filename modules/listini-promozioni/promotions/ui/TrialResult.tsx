import { IconBan, IconCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { copy as whyCopy } from '../../quotes/ui/copy.ts';
import type { simulateBaskets } from '../../simulation/contracts.ts';
import type { TrialBasket } from './trial-basket.ts';
import './trial.css';
import { trialCopy } from './trial-copy.ts';

type Reply = ReplyOf<typeof simulateBaskets>;
type Result = Reply['results'][number];

/** Before and after, line by line, then why and why not. */
export function TrialResult({
  basket,
  result,
  sum,
}: {
  readonly basket: TrialBasket;
  readonly result: Result;
  readonly sum: Reply['sum'];
}): ReactElement {
  const t = useCopy(trialCopy);
  const write = useFormat();
  const margin = sum.marginAfterMinor - sum.marginBeforeMinor;
  // Without a known cost there is no margin to tell.
  const known = sum.marginBeforeMinor !== 0 || sum.marginAfterMinor !== 0;
  return (
    <>
      <dl className="lp-trial-figures">
        <div>
          <dt>{t('discount')}</dt>
          <dd>{write.money(-sum.discountMinor)}</dd>
        </div>
        <div>
          <dt>{t('pays')}</dt>
          <dd>{write.money(result.afterMinor)}</dd>
        </div>
        <div data-low={known && margin < 0}>
          <dt>{t('margin')}</dt>
          <dd>{known ? write.money(margin) : '—'}</dd>
        </div>
      </dl>
      <section className="lp-trial-card" aria-label={t('basket')}>
        <Lines basket={basket} quote={result.quote} />
        <p className="lp-trial-total" role="status">
          <b>{t('total')}</b>
          <span>
            <b>{write.money(result.afterMinor)}</b>{' '}
            {result.afterMinor === result.beforeMinor
              ? t('sameAsBefore')
              : t('was', { amount: write.money(result.beforeMinor) })}
          </span>
        </p>
        <Reasons quote={result.quote} />
      </section>
    </>
  );
}

function Lines({
  basket,
  quote,
}: {
  readonly basket: TrialBasket;
  readonly quote: Result['quote'];
}): ReactElement {
  const t = useCopy(trialCopy);
  const write = useFormat();
  const items = new Map(basket.lines.map(({ item }) => [item.itemId, item]));
  return (
    <ul className="lp-trial-lines">
      {quote.lines.map(({ lineId, itemId, quantity, listMinor, netMinor }) => {
        const item = items.get(itemId);
        return (
          <li key={lineId}>
            <ItemPicture
              item={{ name: item?.name ?? '', pictureUrl: item?.pictureUrl ?? null }}
              beside
            />
            <span className="lp-trial-name">
              {quantity > 1 ? `${quantity} × ` : ''}
              {item ? `${item.name} · ${item.size}` : '…'}
            </span>
            {netMinor === listMinor ? null : (
              <s>
                <span className="bt-aloud">{t('before')} </span>
                {write.bareMoney(listMinor)}
              </s>
            )}
            <b className="bt-nowrap">{write.money(netMinor)}</b>
          </li>
        );
      })}
      {quote.gifts.map(({ itemId, quantity }) => (
        <li key={`gift-${itemId}`}>
          <span className="lp-trial-name">{t('gift', { count: quantity })}</span>
        </li>
      ))}
      {quote.points.map(({ promotionId, multiplier }) => (
        <li key={`points-${promotionId}`}>
          <span className="lp-trial-name">{t('points', { times: multiplier })}</span>
        </li>
      ))}
      {quote.shipping.map(({ method, listMinor, netMinor }) => (
        <li key={`shipping-${method}`}>
          <span className="lp-trial-name">{t('shipping')}</span>
          {netMinor === listMinor ? null : <s>{write.bareMoney(listMinor)}</s>}
          <b className="bt-nowrap">{write.money(netMinor)}</b>
        </li>
      ))}
    </ul>
  );
}

type WhyKey = Extract<keyof typeof whyCopy.it, `reason-${string}`>;
const MOST_REASONS = 8;

function Reasons({ quote }: { readonly quote: Result['quote'] }): ReactElement {
  const t = useCopy(trialCopy);
  const why = useCopy(whyCopy);
  const say = useText();
  const write = useFormat();
  const reason = (kind: string): string => {
    const key = `reason-${kind}`;
    return key in whyCopy.it ? why(key as WhyKey) : kind;
  };
  const shown = quote.withinReach.slice(0, MOST_REASONS);
  return (
    <>
      <h3>{t('why')}</h3>
      {quote.promotions.length === 0 ? <p className="bt-quiet">{t('noneApplied')}</p> : null}
      <ul className="lp-trial-why">
        {quote.promotions.map(({ promotionId, name, amountMinor, hint }) => (
          <li key={promotionId} data-role="pronto">
            <IconCheck className="lp-trial-mark" size={20} stroke={2} aria-hidden />
            <span>
              <b>{say(name)}</b>
              {hint ? <span className="bt-quiet">{say(hint)}</span> : null}
            </span>
            <b className="bt-nowrap">{write.money(-amountMinor)}</b>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? null : (
        <>
          <h3>{t('whyNot')}</h3>
          <ul className="lp-trial-why">
            {shown.map((one) => (
              <li key={one.promotionId} data-role="neutro">
                <IconBan className="lp-trial-mark" size={20} stroke={2} aria-hidden />
                <span>
                  <b>{say(one.name)}</b>
                  <span className="bt-quiet">{one.hint ? say(one.hint) : reason(one.reason)}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
