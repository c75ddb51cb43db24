import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { checkChangeSet, checkOpenPromotion } from '../../price-history/contracts.ts';
import { checkCopy } from './check-copy.ts';
import { FigureTable } from './FigureTable.tsx';
import type { Subject } from './subject.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';

type Check = ReplyOf<typeof checkOpenPromotion>;
type Law = ReplyOf<typeof checkChangeSet>;

/** Before anybody publishes: the worst that can add up, the rule of thirty days shop by shop, the sales. */
export function Checks({ subject }: { readonly subject: Subject }): ReactElement {
  return subject.kind === 'promotion' ? (
    <PromotionChecks promotionId={subject.id} />
  ) : (
    <ChangeChecks changeSetId={subject.id} />
  );
}

function PromotionChecks({ promotionId }: { readonly promotionId: string }): ReactElement {
  const t = useCopy(checkCopy);
  const reading = useQueryOf(checkOpenPromotion, { promotionId }, { freshSeconds: 0 });
  return (
    <Shown reading={reading} what={t('cannotCheck')} loading={<Checking />}>
      {(check) => (
        <>
          <WorstCases check={check} />
          <Omnibus law={check} general={check.general} />
          <Ban ban={check.ban} />
        </>
      )}
    </Shown>
  );
}

function ChangeChecks({ changeSetId }: { readonly changeSetId: string }): ReactElement {
  const t = useCopy(checkCopy);
  const reading = useQueryOf(checkChangeSet, { changeSetId }, { freshSeconds: 0 });
  return (
    <Shown reading={reading} what={t('cannotCheck')} loading={<Checking />}>
      {(law) => <Omnibus law={law} general />}
    </Shown>
  );
}

function Checking(): ReactElement {
  const t = useCopy(checkCopy);
  return (
    <>
      <p className="bt-quiet" role="status">
        {t('checking')}
      </p>
      <LoadingRows />
    </>
  );
}

const MOST_CASES = 15;

function WorstCases({ check }: { readonly check: Check }): ReactElement {
  const t = useCopy(checkCopy);
  const say = useText();
  const write = useFormat();
  const { worstCase, worstCaseTried } = check;
  return (
    <Part title={t('worst')} text={t('worstText', { count: write.count(worstCaseTried) })}>
      {worstCase.length === 0 ? (
        <p className="bt-quiet">{t('noWorst')}</p>
      ) : (
        <FigureTable
          title={t('worst')}
          heads={[t('item'), t('proof'), t('listPrice'), t('pays'), t('off')]}
          texts={2}
          rows={worstCase.slice(0, MOST_CASES).map((one) => [
            <TwoLines key="item" first={one.name} second={one.styleCode} />,
            <TwoLines
              key="proof"
              first={one.promotions
                .map(({ name, amountMinor }) => `${say(name)} ${write.bareMoney(-amountMinor)}`)
                .join(' + ')}
              second={t('at', {
                moment: momentWords(write, one.at),
                pieces: t('pieces', { count: one.quantity }),
              })}
            />,
            write.bareMoney(one.listMinor),
            write.bareMoney(one.payMinor),
            one.belowCost ? (
              <TwoLines
                key="off"
                first={<b>{`−${write.percent(one.percent)}`}</b>}
                second={t('belowCost')}
                role="ritardo"
              />
            ) : (
              <b key="off">{`−${write.percent(one.percent)}`}</b>
            ),
          ])}
        />
      )}
    </Part>
  );
}

function Omnibus({ law, general }: { readonly law: Law; readonly general: boolean }): ReactElement {
  const t = useCopy(checkCopy);
  const write = useFormat();
  const names = useFewNames();
  if (!general) {
    return (
      <Part title={t('omnibus')}>
        <Notice role="neutro" icon={IconInfoCircle}>
          {t('notGeneral')}
        </Notice>
      </Part>
    );
  }
  const { allowed, refused, refusedCount } = law;
  return (
    <Part title={t('omnibus')}>
      {refusedCount > 0 ? (
        <>
          <Notice
            role="ritardo"
            icon={IconAlertTriangle}
            title={t('refused', { count: refusedCount })}
          />
          <FigureTable
            title={t('refused', { count: refusedCount })}
            heads={[t('refusedItem'), t('shops'), t('offer'), t('prior'), t('from')]}
            texts={2}
            rows={refused.map((row) => [
              <TwoLines
                key="item"
                first={row.name}
                second={`${row.colour} ${row.size} · ${row.styleCode}`}
              />,
              names(row.places),
              write.bareMoney(row.offerMinor),
              row.priorMinor === null ? '—' : write.bareMoney(row.priorMinor),
              row.allowedFrom === null ? t('never') : write.documentDay(noonOf(row.allowedFrom)),
            ])}
          />
        </>
      ) : null}
      {allowed.length === 0 ? (
        <p className="bt-quiet">{t('noneAllowed')}</p>
      ) : (
        <FigureTable
          title={t('allowed')}
          heads={[t('shops'), t('items'), t('percent')]}
          texts={1}
          rows={allowed.map((row) => [
            names(row.places),
            write.count(row.items),
            row.minPercent === row.maxPercent
              ? t('exactly', { min: row.minPercent })
              : t('between', { min: row.minPercent, max: row.maxPercent }),
          ])}
        />
      )}
    </Part>
  );
}

function Ban({ ban }: { readonly ban: Check['ban'] }): ReactElement {
  const t = useCopy(checkCopy);
  const write = useFormat();
  const names = useFewNames();
  const day = (plain: string) => write.documentDay(noonOf(plain));
  return (
    <Part title={t('ban')}>
      {ban.length === 0 ? (
        <Notice role="pronto" icon={IconCheck}>
          {t('noBan')}
        </Notice>
      ) : (
        <ul className="lp-sim-why">
          {ban.map((hit) => (
            <li key={`${hit.placeId} ${hit.banFrom}`} data-role="ritardo">
              <IconAlertTriangle className="lp-sim-mark" size={20} stroke={1.8} aria-hidden />
              <span>
                {t(`ban-${hit.why}`, {
                  place: names([hit.placeId]),
                  region: hit.region,
                  from: day(hit.banFrom),
                  to: day(hit.banTo),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

const MOST_NAMES = 3;

/** A few shops by name, many by how many they are. */
function useFewNames(): (placeIds: readonly string[]) => string {
  const nameOf = usePlaceNames();
  const write = useFormat();
  return (ids) => {
    const shown = ids.slice(0, MOST_NAMES).map(nameOf).join(', ');
    return ids.length > MOST_NAMES ? `${shown} + ${write.count(ids.length - MOST_NAMES)}` : shown;
  };
}

/** A wall-clock time is the same on every shop's clock. */
function momentWords(write: ReturnType<typeof useFormat>, wall: string): string {
  const [day = '', clock = ''] = wall.split('T');
  return `${write.day(noonOf(day))}, ${clock}`;
}

function Part({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className="bt-panel lp-sim-part" aria-label={title}>
      <div>
        <h2>{title}</h2>
        {text === undefined ? null : <p className="bt-quiet">{text}</p>}
      </div>
      {children}
    </section>
  );
}
