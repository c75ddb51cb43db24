import type { ReactElement, ReactNode } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { wallWords } from '../../price-lists/ui/list-words.ts';
import type { explainPrice } from '../explanation-contracts.ts';
import { copy } from './copy.ts';
import './why.css';

type Told = ReplyOf<typeof explainPrice>;
type Copy = typeof copy.it;

/** The price, and everything that made it: lists, promotions with their reasons, history, people. */
export function Explanation({ explanation }: { readonly explanation: Told }): ReactElement {
  return (
    <div className="lp-why">
      <Price told={explanation} />
      <Promotions told={explanation} />
      <Lists told={explanation} />
      <History told={explanation} />
    </div>
  );
}

function Part({
  title,
  empty,
  children,
}: {
  readonly title: string;
  readonly empty?: string;
  readonly children: readonly ReactNode[];
}): ReactElement {
  return (
    <section className="bt-panel" aria-label={title}>
      <h2>{title}</h2>
      {children.length === 0 ? <p className="bt-quiet">{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

function Price({ told }: { readonly told: Told }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const { totals, lines } = told.quote;
  const won = told.lists.find(({ outcome }) => outcome === 'won');
  return (
    <section className="bt-panel lp-why-price" aria-label={t('pays')}>
      <h2>{t('pays')}</h2>
      <MoneyText amountMinor={totals.totalMinor} size="large" />
      <p>
        {t('list')} <b>{write.money(lines[0]?.listPriceMinor ?? 0)}</b>{' '}
        {won ? t('from', { code: won.code }) : t('fromCatalogue')}
      </p>
      <p className="bt-hint">
        {t('version', { version: told.knownVersion, moment: write.moment(told.at, now) })}
      </p>
    </section>
  );
}

function Promotions({ told }: { readonly told: Told }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const write = useFormat();
  const { promotions, withinReach } = told.quote;
  const reason = (kind: string): string => {
    const key = `reason-${kind}`;
    return key in copy.it ? t(key as Extract<keyof Copy, `reason-${string}`>) : kind;
  };
  return (
    <>
      <Part title={t('applied')} empty={t('noneApplied')}>
        {promotions.map(({ promotionId, name, amountMinor }) => (
          <li key={promotionId}>
            <b>{say(name)}</b> <span className="bt-nowrap">{write.money(-amountMinor)}</span>
          </li>
        ))}
      </Part>
      <Part title={t('skipped')} empty={t('noneSkipped')}>
        {withinReach.map((one) => (
          <li key={one.promotionId}>
            <b>{say(one.name)}</b>
            <span className="bt-quiet">{one.hint ? say(one.hint) : reason(one.reason)}</span>
          </li>
        ))}
      </Part>
    </>
  );
}

function Lists({ told }: { readonly told: Told }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  return (
    <Part title={t('lists')} empty={t('fromCatalogue')}>
      {told.lists.map(({ listId, code, outcome, amountMinor, by }) => (
        <li key={listId}>
          <span>
            <b>{code}</b> {t(`outcome-${outcome}`)} {by ? t(`by-${by}`) : ''}
          </span>
          <span className="bt-nowrap">{amountMinor === null ? '—' : write.money(amountMinor)}</span>
        </li>
      ))}
    </Part>
  );
}

function History({ told }: { readonly told: Told }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  return (
    <>
      <Part title={t('offered')}>
        {told.offered.toReversed().map(({ from, amountMinor }) => (
          <li key={from}>
            <span>{t('since', { moment: wallWords(write, from) })}</span>
            <b className="bt-nowrap">{write.money(amountMinor)}</b>
          </li>
        ))}
      </Part>
      <Part title={t('changes')} empty={t('noChanges')}>
        {told.changes.map((change) => (
          <li key={`${change.changeSetId} ${change.publishedVersion} ${change.minQuantity}`}>
            <span>
              <b>{change.title}</b> · {change.listCode}
              {change.takenBackVersion === null ? '' : ` · ${t('takenBack')}`}
              <span className="bt-hint lp-why-when">
                {t('fromWhen', {
                  moment: wallWords(write, change.validFrom),
                  recorded: write.moment(change.recordedAt, now),
                })}
              </span>
            </span>
            <b className="bt-nowrap">{write.money(change.amountMinor)}</b>
          </li>
        ))}
      </Part>
    </>
  );
}
