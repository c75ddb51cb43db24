import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconShieldCheck } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import { addDays } from '../../../../server/kernel/time.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import { readCalendar } from '../../calendar/contracts.ts';
import { checkOpenPromotion } from '../../price-history/contracts.ts';
import type { readPromotion } from '../contracts.ts';
import { wallMoment } from '../domain/figures.ts';
import './trial.css';
import { trialCopy } from './trial-copy.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';

type Checked = ReplyOf<typeof checkOpenPromotion>;
const SHOWN = 6;
/** How far ahead others are looked for when it has no end. */
const AHEAD_DAYS = 90;

/** «Verifica»: what may be announced, what it meets, the largest discount somebody could reach with it. */
export function CheckPanel({
  file,
  changed,
}: {
  readonly file: ReplyOf<typeof readPromotion>;
  /** Something is typed and not saved: it is not checked. */
  readonly changed: boolean;
}): ReactElement {
  const t = useCopy(trialCopy);
  const [asked, setAsked] = useState(false);
  const { id: promotionId } = file.promotion;
  const check = useQueryOf(checkOpenPromotion, { promotionId }, { when: asked, freshSeconds: 0 });
  return (
    <section className="lp-check" aria-label={t('check')}>
      <div className="lp-trial-head">
        <h2>
          <IconShieldCheck size={22} stroke={1.8} aria-hidden />
          {t('check')}
        </h2>
        <Button
          size="sm"
          loading={asked && check.refreshing}
          onClick={() => (asked ? check.retry() : setAsked(true))}
        >
          {t(asked ? 'checkAgain' : 'check')}
        </Button>
      </div>
      {asked ? null : <p className="bt-quiet">{t('checkText')}</p>}
      {changed ? <p className="bt-quiet">{t('checkOfSaved')}</p> : null}
      {asked && check.state === 'loading' ? <LoadingRows rows={3} /> : null}
      {asked && check.problem ? <ErrorState problem={check.problem} reading={true} /> : null}
      {asked && check.data ? (
        <>
          <Announcing checked={check.data} />
          <Bans checked={check.data} />
          <Worst checked={check.data} />
          <Overlaps file={file} />
        </>
      ) : null}
    </section>
  );
}

function Told({
  role,
  title,
  children,
}: {
  readonly role: Role;
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  const Shape =
    role === 'pronto' ? IconCheck : role === 'neutro' ? IconInfoCircle : IconAlertTriangle;
  return (
    <li data-role={role}>
      <Shape className="lp-trial-mark" size={20} stroke={2} aria-hidden />
      <span>
        <b>{title}</b>
        {children}
      </span>
    </li>
  );
}

function Announcing({ checked }: { readonly checked: Checked }): ReactElement {
  const t = useCopy(trialCopy);
  const say = useText();
  const write = useFormat();
  if (!checked.general) {
    return (
      <ul className="lp-trial-why">
        <Told role="neutro" title={t('notGeneral')} />
      </ul>
    );
  }
  return (
    <ul className="lp-trial-why">
      {checked.allowed.map(({ places, items, minPercent, maxPercent }) => (
        <Told key={places.join()} role="pronto" title={t('announceable', { count: items })}>
          <span className="bt-quiet">
            {t('percentRange', { from: minPercent, to: maxPercent })} · {listed(places)}
          </span>
        </Told>
      ))}
      {checked.toldUntil === null ? null : (
        <Told role="neutro" title={t('toldUntil', { until: say(momentOf(checked.toldUntil)) })}>
          <span className="bt-quiet">{t('toldUntilWhy')}</span>
        </Told>
      )}
      {checked.refusedCount > 0 ? (
        <Told role="ritardo" title={t('refused', { count: checked.refusedCount })}>
          {checked.refused.slice(0, SHOWN).map((row) => (
            <span key={`${row.itemId} ${row.places[0]}`} className="bt-quiet">
              {`${row.name} ${row.size}: ${write.money(row.offerMinor)}`}
              {row.priorMinor === null ? '' : ` / ${write.money(row.priorMinor)}`} ·{' '}
              {listed(row.places)}
            </span>
          ))}
        </Told>
      ) : null}
    </ul>
  );
}

function momentOf(wall: string): Text {
  return { it: wallMoment(wall, 'it'), en: wallMoment(wall, 'en') };
}

function listed(places: readonly string[]): string {
  const rest = places.length - 4;
  return rest > 0 ? `${places.slice(0, 4).join(', ')} +${rest}` : places.join(', ');
}

function Bans({ checked }: { readonly checked: Checked }): ReactElement | null {
  const t = useCopy(trialCopy);
  const write = useFormat();
  if (checked.ban.length === 0) return null;
  const byRegion = new Map(checked.ban.map((row) => [row.region, row]));
  const day = (value: string) => write.documentDay(noonOf(value));
  return (
    <ul className="lp-trial-why">
      {[...byRegion.values()].map(({ region, banFrom, banTo, why }) => (
        <Told
          key={region}
          role="ritardo"
          title={
            why === 'ban'
              ? t('ban', { region, from: day(banFrom), to: day(banTo) })
              : t('outsideSales', { region })
          }
        />
      ))}
    </ul>
  );
}

function Worst({ checked }: { readonly checked: Checked }): ReactElement {
  const t = useCopy(trialCopy);
  const say = useText();
  const write = useFormat();
  return (
    <>
      <h3>
        {t('worst')}{' '}
        <span className="bt-hint">{t('worstTried', { count: checked.worstCaseTried })}</span>
      </h3>
      {checked.worstCase.length === 0 ? <p className="bt-quiet">{t('worstNone')}</p> : null}
      <ul className="lp-trial-why">
        {checked.worstCase.slice(0, 3).map((one) => (
          <Told
            key={one.itemId}
            role={one.belowCost ? 'ritardo' : 'neutro'}
            title={`${one.name}: ${write.percent(-one.percent)}`}
          >
            <span className="bt-quiet">
              {t('worstOf', { pay: write.money(one.payMinor), list: write.money(one.listMinor) })}
              {one.belowCost && one.costMinor !== null
                ? `, ${t('belowCost', { cost: write.money(one.costMinor) })}`
                : ''}{' '}
              · {listed(one.places)}
            </span>
            <span className="bt-quiet">
              {one.promotions.map(({ name }) => say(name)).join(' + ')}
            </span>
          </Told>
        ))}
      </ul>
    </>
  );
}

/** Other promotions about the same goods, in the same shops, at the same time. */
function Overlaps({ file }: { readonly file: ReplyOf<typeof readPromotion> }): ReactElement | null {
  const t = useCopy(trialCopy);
  const say = useText();
  const { id, from, to, createdAt } = file.promotion;
  const begins = (from ?? createdAt).slice(0, 10);
  const input = { from: begins, to: to?.slice(0, 10) ?? addDays(begins, AHEAD_DAYS) };
  const { data, problem } = useQueryOf(readCalendar, input, { freshSeconds: 60 });
  if (problem) return <ErrorState problem={problem} reading={true} />;
  if (data === undefined) return null;
  const names = new Map(data.bars.map((bar) => [bar.id, bar.name]));
  const met = data.conflicts.flatMap(({ first, second, items, combines }) => {
    if (first !== id && second !== id) return [];
    const other = first === id ? second : first;
    return [{ other, items, combines, name: names.get(other) }];
  });
  return (
    <>
      <h3>{t('overlaps')}</h3>
      {met.length === 0 ? <p className="bt-quiet">{t('overlapsNone')}</p> : null}
      <ul className="lp-trial-why">
        {met.slice(0, SHOWN).map(({ other, items, combines, name }) => (
          <Told key={other} role={combines ? 'attesa' : 'neutro'} title={name ? say(name) : other}>
            <span className="bt-quiet">
              {t('overlapItems', { count: items })}, {t(combines ? 'combines' : 'doesNotCombine')}
            </span>
          </Told>
        ))}
      </ul>
    </>
  );
}
