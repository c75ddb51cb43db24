import { IconAlertTriangle, IconCheck, IconInfoCircle, IconScale } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { Reading } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import type { tryMove } from '../move-contracts.ts';
import { useSpanWords } from './calendar-words.ts';
import { copy } from './copy.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';

export type Tried = ReplyOf<typeof tryMove>;

/** What other dates would bring: what collides, the law, the worst discount; and what becomes of them. */
export function Consequences({ tried }: { readonly tried: Reading<Tried> }): ReactElement {
  const t = useCopy(copy);
  return (
    <section className="lp-cal-consequences" aria-label={t('consequences')} aria-live="polite">
      <h3>{t('consequences')}</h3>
      <Shown
        reading={tried}
        what={t('cannotTry')}
        loading={<p className="bt-quiet">{t('trying')}</p>}
      >
        {(answer) => <Told tried={answer} />}
      </Shown>
    </section>
  );
}

function Told({ tried }: { readonly tried: Tried }): ReactElement {
  const t = useCopy(copy);
  const { conflicts, settled, refusedCount, ban, becomes } = tried;
  const nothing = conflicts.length === 0 && refusedCount === 0 && ban.length === 0;
  return (
    <ul>
      <Collisions tried={tried} />
      {settled.map(({ otherId, name }) => (
        <Settled key={otherId} name={name} />
      ))}
      <Law tried={tried} />
      <Worst tried={tried} />
      {nothing ? (
        <Point role="pronto" icon={IconCheck}>
          {t('allRight')}
        </Point>
      ) : null}
      <Point role="neutro" icon={IconInfoCircle}>
        {t(becomes === 'draft' ? 'becomesDraft' : 'becomesNext')}
      </Point>
    </ul>
  );
}

function Collisions({ tried: { conflicts } }: { readonly tried: Tried }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const words = useSpanWords();
  const shops = useShopWords();
  return (
    <>
      {conflicts.map((conflict) => (
        <Point
          key={conflict.otherId}
          role={conflict.known ? 'neutro' : conflict.combines ? 'attesa' : 'ritardo'}
          icon={IconAlertTriangle}
        >
          {t(conflict.known ? 'stillConflict' : 'newConflict', {
            name: say(conflict.name),
            shops: shops(conflict.places),
            span: words(conflict),
          })}
          {'. '}
          {t(conflict.combines ? 'combine' : 'compete', { count: conflict.items })}
        </Point>
      ))}
    </>
  );
}

function Settled({ name }: { readonly name: Tried['settled'][number]['name'] }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  return (
    <Point role="pronto" icon={IconCheck}>
      {t('settled', { name: say(name) })}
    </Point>
  );
}

function Law({ tried: { refused, refusedCount, ban } }: { readonly tried: Tried }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const shops = useShopWords();
  const day = (plain: string) => write.day(noonOf(plain));
  return (
    <>
      {refusedCount > 0 ? (
        <Point role="ritardo" icon={IconScale}>
          <b>{t('refused', { count: refusedCount })}</b>
          {refused.map((row) => (
            <span key={`${row.itemId} ${row.places.join()}`} className="bt-quiet">
              {t('refusedText', {
                item: `${row.name} ${row.size}`,
                offer: write.money(row.offerMinor),
                prior: row.priorMinor === null ? '—' : write.money(row.priorMinor),
                from:
                  row.allowedFrom === null ? '' : t('refusedFrom', { day: day(row.allowedFrom) }),
              })}
            </span>
          ))}
        </Point>
      ) : null}
      {ban.map((hit) => (
        <Point key={`${hit.placeId} ${hit.banFrom}`} role="ritardo" icon={IconScale}>
          {t('banHit', { place: shops([hit.placeId]), from: day(hit.banFrom), to: day(hit.banTo) })}
        </Point>
      ))}
    </>
  );
}

function Worst({ tried: { worstCase } }: { readonly tried: Tried }): ReactElement | null {
  const t = useCopy(copy);
  const write = useFormat();
  const [worst] = worstCase;
  if (!worst) return null;
  return (
    <Point role={worst.belowCost ? 'ritardo' : 'neutro'} icon={IconInfoCircle}>
      {t('worst', {
        percent: `−${write.percent(worst.percent)}`,
        pays: write.money(worst.payMinor),
        item: worst.name,
      })}
      {worst.belowCost ? `, ${t('belowCost')}` : ''}
    </Point>
  );
}

function Point({
  role,
  icon: Shape,
  children,
}: {
  readonly role: Role;
  readonly icon: typeof IconCheck;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li data-role={role}>
      <Shape className="lp-cal-mark" size={20} stroke={1.8} aria-hidden />
      <span>{children}</span>
    </li>
  );
}

const MOST_NAMES = 2;

/** One or two shops by name, more by how many they are. */
export function useShopWords(): (placeIds: readonly string[]) => string {
  const t = useCopy(copy);
  const { places } = useSession();
  return (ids) => {
    const named = ids.map((id) => places.find((place) => place.id === id)?.name ?? t('online'));
    return named.length > MOST_NAMES ? t('shops', { count: named.length }) : named.join(', ');
  };
}
