import { IconBan, IconCheck, IconTicket } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { copy as whyCopy } from '../../quotes/ui/copy.ts';
import { copy } from './copy.ts';
import type { BasketItem } from './own-basket.ts';
import type { Subject } from './subject.ts';
import type { Trial, TrialResult } from './use-trial.ts';

interface ResultProps {
  readonly result: TrialResult;
  readonly trial: Trial;
  readonly subject: Subject | null;
  readonly items: ReadonlyMap<string, BasketItem>;
}

/** What a basket costs, line by line, before and with what is tried; why, and why not. */
export function BasketResult(props: ResultProps): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const { result, trial, subject } = props;
  const { beforeMinor, afterMinor } = result;
  return (
    <section className="bt-panel lp-sim-result" aria-label={t('result')}>
      <div className="lp-sim-line-head">
        <h2>{t('result')}</h2>
        <span className="bt-hint">{t('milliseconds', { count: trial.milliseconds })}</span>
      </div>
      <Lines {...props} />
      <p className="lp-sim-total" role="status">
        <b>{t('total')}</b>
        <span>
          <b className="lp-sim-amount">{write.money(afterMinor)}</b>{' '}
          {subject === null
            ? ''
            : beforeMinor === afterMinor
              ? t('same')
              : t('was', { amount: write.money(beforeMinor) })}
        </span>
      </p>
      <Coupons result={result} />
      <Applied {...props} />
      <NotApplied {...props} />
    </section>
  );
}

function Lines({ result, trial, items }: ResultProps): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const codes = new Map(trial.lists.map(({ listId, code }) => [listId, code]));
  const priceOf = (price: TrialResult['quote']['lines'][number]['price']): string => {
    if (price.source === 'none') return t('noPrice');
    if (price.listId === null) return t('fromCatalogue');
    return t('fromList', { code: codes.get(price.listId) ?? '' });
  };
  return (
    <ul className="lp-sim-bill">
      {result.quote.lines.map((line, place) => {
        const item = items.get(line.itemId);
        const before = result.linesBefore[place] ?? line.netMinor;
        const shown = before === line.netMinor ? line.listMinor : before;
        return (
          <li key={line.lineId}>
            <ItemPicture item={item ?? { name: '', pictureUrl: null }} beside size="grid" />
            <span className="lp-sim-name">
              <span>
                {item ? `${item.name} · ${item.size}` : '…'}{' '}
                {line.quantity > 1 ? <b>{`× ${line.quantity}`}</b> : null}
              </span>
              <span className="bt-hint">
                {t('each', { count: line.quantity, price: write.bareMoney(line.listPriceMinor) })},{' '}
                {priceOf(line.price)}
              </span>
              <ListsAsked line={line} codes={codes} />
            </span>
            {shown === line.netMinor ? null : (
              <s className="bt-quiet">
                <span className="bt-aloud">{t('before')} </span>
                {write.bareMoney(shown)}
              </s>
            )}
            <b className="bt-nowrap">{write.money(line.netMinor)}</b>
          </li>
        );
      })}
      {result.quote.shipping.map(({ method, listMinor, netMinor }) => (
        <li key={`shipping ${method}`}>
          <span className="lp-sim-name">{t('shippingLine')}</span>
          {listMinor === netMinor ? null : <s className="bt-quiet">{write.bareMoney(listMinor)}</s>}
          <b className="bt-nowrap">{write.money(netMinor)}</b>
        </li>
      ))}
      {result.quote.gifts.map(({ promotionId, quantity }) => (
        <li key={`gift ${promotionId}`}>{t('gift', { count: quantity })}</li>
      ))}
      {result.quote.points.map(({ promotionId, multiplier }) => (
        <li key={`points ${promotionId}`}>{t('points', { times: multiplier })}</li>
      ))}
    </ul>
  );
}

function ListsAsked({
  line,
  codes,
}: {
  readonly line: TrialResult['quote']['lines'][number];
  readonly codes: ReadonlyMap<string, string>;
}): ReactElement | null {
  const t = useCopy(copy);
  const why = useCopy(whyCopy);
  const write = useFormat();
  const { asked } = line.price;
  if (asked.length < 2) return null;
  return (
    <details className="lp-sim-lists">
      <summary>{t('listsAsked')}</summary>
      <ul>
        {asked.map(({ listId, outcome, amountMinor }) => (
          <li key={listId}>
            {codes.get(listId)} {why(`outcome-${outcome}`)}
            {amountMinor === null ? '' : `, ${write.bareMoney(amountMinor)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Coupons({ result }: { readonly result: TrialResult }): ReactElement | null {
  const t = useCopy(copy);
  if (result.quote.coupons.length === 0) return null;
  return (
    <ul className="lp-sim-why">
      {result.quote.coupons.map(({ code, verdict }) => (
        <li key={code} data-role={verdict === 'good' ? 'pronto' : 'attesa'}>
          <IconTicket className="lp-sim-mark" size={20} stroke={1.8} aria-hidden />
          <span>
            {t(`coupon-${verdict === 'good' || verdict === 'unknown' ? verdict : 'bad'}`, { code })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Applied({ result, subject }: ResultProps): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const write = useFormat();
  const { promotions } = result.quote;
  return (
    <>
      <h3>{t('applied')}</h3>
      {promotions.length === 0 ? <p className="bt-quiet">{t('noneApplied')}</p> : null}
      <ul className="lp-sim-why">
        {promotions.map(({ promotionId, name, amountMinor, hint }) => (
          <li key={promotionId} data-role="pronto">
            <IconCheck className="lp-sim-mark" size={20} stroke={2} aria-hidden />
            <span>
              <b>{say(name)}</b>
              {promotionId === subject?.id ? (
                <span className="lp-sim-tried">{t('tried')}</span>
              ) : null}
              {hint ? <span className="bt-quiet">{say(hint)}</span> : null}
            </span>
            <b className="bt-nowrap">{write.money(-amountMinor)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

type WhyKey = Extract<keyof typeof whyCopy.it, `reason-${string}`>;
const MOST_REASONS = 12;

/** What is tried comes first, then what is nearest to applying. */
function NotApplied({ result, subject }: ResultProps): ReactElement | null {
  const t = useCopy(copy);
  const why = useCopy(whyCopy);
  const say = useText();
  const { promotions, withinReach } = result.quote;
  if (withinReach.length === 0) return null;
  const names = new Map(promotions.map(({ promotionId, name }) => [promotionId, name]));
  const reason = ({ reason: kind, beatenBy }: (typeof withinReach)[number]): string => {
    const winner = beatenBy === null ? undefined : names.get(beatenBy);
    if (winner) return t('beatenBy', { name: say(winner) });
    const key = `reason-${kind}`;
    return key in whyCopy.it ? why(key as WhyKey) : kind;
  };
  const weight = (one: (typeof withinReach)[number]): number =>
    one.promotionId === subject?.id ? 0 : one.hint ? 1 : 2;
  const sorted = withinReach.toSorted((a, b) => weight(a) - weight(b));
  const rest = sorted.length - MOST_REASONS;
  return (
    <>
      <h3>{t('notApplied')}</h3>
      <ul className="lp-sim-why">
        {sorted.slice(0, MOST_REASONS).map((one) => (
          <li key={one.promotionId} data-role={one.hint ? 'attesa' : 'neutro'}>
            <IconBan className="lp-sim-mark" size={20} stroke={2} aria-hidden />
            <span>
              <b>{say(one.name)}</b>
              {one.promotionId === subject?.id ? (
                <span className="lp-sim-tried">{t('tried')}</span>
              ) : null}
              <span className="bt-quiet">{one.hint ? say(one.hint) : reason(one)}</span>
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="bt-hint">{t('moreNotApplied', { count: rest })}</p> : null}
    </>
  );
}
