import { IconAlertTriangle, IconCheck, IconMapPin } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { gtin as writtenGtin } from '../../../../server/ui/kit/format.ts';
import { ColourAndSize, ColourDot } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { RichText } from '../../../../server/ui/kit/RichText.tsx';
import { SizeChip } from '../../../../server/ui/kit/SizeChip.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Round, RoundStop } from '../../pickup/live.ts';
import type { StopNews } from '../live.ts';
import { FoundButton } from './FoundButton.tsx';
import { waveCopy } from './wave-copy.ts';

/** How much of the walk is done: green what is in hand, red what was not found. */
export function Progress({ round }: { round: Round }): ReactElement {
  const t = useCopy(waveCopy);
  const share = (pieces: number): string => `${(pieces / Math.max(1, round.pieces)) * 100}%`;
  return (
    <div className="oc-progress">
      <p className="oc-progress-words">
        <strong>{t('found', { found: round.found, pieces: round.pieces })}</strong>
        {round.short > 0 ? <span>{t('notFoundCount', { count: round.short })}</span> : null}
      </p>
      <div
        className="oc-progress-bar"
        role="progressbar"
        aria-label={t('progress')}
        aria-valuenow={round.found}
        aria-valuemin={0}
        aria-valuemax={round.pieces}
      >
        <span className="oc-progress-found" style={{ width: share(round.found) }} />
        <span className="oc-progress-short" style={{ width: share(round.short) }} />
      </div>
    </div>
  );
}

/** The piece to take now: large, because a wrong size is found out at home. */
export function StopInHand({
  stop,
  news,
}: {
  stop: RoundStop;
  news: StopNews | null;
}): ReactElement {
  const t = useCopy(waveCopy);
  const { piece } = stop;
  return (
    <section aria-label={piece.name}>
      <h2 className="oc-place">
        <IconMapPin size={22} stroke={1.8} aria-hidden />
        {news?.place
          ? t('wherePlace', { place: news.place, department: piece.department })
          : t('where', { department: piece.department, category: piece.category })}
      </h2>
      <div className="oc-in-hand" data-amber={news?.tooFew ?? false}>
        <ItemPicture item={piece} size="large" beside />
        <div className="oc-in-hand-words">
          <strong className="oc-in-hand-name">{piece.name}</strong>
          <span className="bt-variant">
            <ColourDot hex={piece.colourHex} /> {piece.colour}
          </span>
          <span className="oc-in-hand-figures">
            <span>
              <span className="bt-hint">{t('size')}</span>
              <SizeChip size={piece.size} scale="huge" />
            </span>
            <span>
              <span className="bt-hint">{t('taken')}</span>
              <span className="oc-taken">
                {t('takenOf', { found: stop.found, needed: stop.needed - stop.short })}
              </span>
            </span>
          </span>
        </div>
        <div className="oc-in-hand-foot">
          <span>
            {t('forWhom', { names: stop.orders.map((one) => one.customerName).join(', ') })}
          </span>
          <span className="bt-code">{writtenGtin(stop.gtin)}</span>
        </div>
        {news ? <FloorWords news={news} /> : null}
      </div>
    </section>
  );
}

/** Amber as soon as the ledger has fewer than the walk needs; else where it may be and since when it is known. */
function FloorWords({ news }: { news: StopNews }): ReactElement {
  const t = useCopy(waveCopy);
  const write = useFormat();
  const now = useMinute();
  const { onFloor, onDisplay, lastCountedAt } = news;
  const display = onDisplay > 0 ? t('onDisplay', { count: onDisplay }) : null;
  const counted = lastCountedAt
    ? t('counted', { when: write.ago(lastCountedAt, now) })
    : t('neverCounted');
  if (news.tooFew) {
    const left = leftWords(t, news);
    return (
      <div className="oc-floor">
        <Notice role="attesa" icon={IconAlertTriangle} urgent>
          <RichText text={[left, display, counted].filter(Boolean).join(' · ')} />
        </Notice>
      </div>
    );
  }
  return (
    <p className="oc-floor bt-hint">
      {[t('onFloor', { count: onFloor }), display, counted].filter(Boolean).join(' · ')}
    </p>
  );
}

export function StopList({
  title,
  stops,
  newsOf,
  kind = 'next',
  onChoose,
}: {
  title: string;
  stops: readonly RoundStop[];
  newsOf: (stop: RoundStop) => StopNews | null;
  kind?: 'next' | 'done' | 'short';
  /** The picker goes there first. */
  onChoose?: (itemId: string) => void;
}): ReactElement | null {
  if (stops.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="oc-then">{title}</h2>
      <ul className="oc-stops">
        {stops.map((stop) => (
          <StopRow
            key={stop.itemId}
            stop={stop}
            news={newsOf(stop)}
            kind={kind}
            {...(onChoose ? { onChoose } : {})}
          />
        ))}
      </ul>
    </section>
  );
}

function StopRow({
  stop,
  news,
  kind,
  onChoose,
}: {
  stop: RoundStop;
  news: StopNews | null;
  kind: 'next' | 'done' | 'short';
  onChoose?: (itemId: string) => void;
}): ReactElement {
  const t = useCopy(waveCopy);
  const amber = kind === 'next' && (news?.tooFew ?? false);
  return (
    <li data-done={kind !== 'next'} data-amber={amber} data-short={kind === 'short'}>
      <ItemPicture item={stop.piece} size="row" beside />
      <span className="oc-stop-words">
        {onChoose ? (
          <button type="button" className="oc-stop-choose" onClick={() => onChoose(stop.itemId)}>
            {stop.piece.name}
          </button>
        ) : (
          <strong>{stop.piece.name}</strong>
        )}
        <span className="bt-quiet">
          <ColourAndSize item={stop.piece} named={false} /> · {stop.piece.department}
          {news?.place ? ` · ${news.place}` : ''}
        </span>
        {amber && news ? (
          <span className="oc-stop-amber">
            <IconAlertTriangle size={16} stroke={2} aria-hidden />
            {leftWords(t, news).replaceAll('**', '')}
          </span>
        ) : null}
        {kind === 'short' ? (
          <span className="oc-stop-found">
            {stop.orders
              .filter(({ short }) => short > 0)
              .map(({ orderId, lineId, customerName }) => (
                <span key={lineId}>
                  <span className="bt-quiet">{customerName}</span>
                  <FoundButton orderId={orderId} lineId={lineId} of={customerName} />
                </span>
              ))}
          </span>
        ) : null}
      </span>
      {kind === 'done' ? (
        <IconCheck size={22} stroke={2} aria-hidden />
      ) : kind === 'short' ? (
        <span className="oc-stop-short">{t('notFoundCount', { count: stop.short })}</span>
      ) : (
        <span className="bt-quiet">
          {stop.needed > 1 ? t('takenOf', { found: stop.found, needed: stop.needed }) : null}
        </span>
      )}
      <SizeChip size={stop.piece.size} scale="large" />
    </li>
  );
}

/** «Appena venduto in cassa: **ne resta 1**» */
function leftWords(
  t: ReturnType<typeof useCopy<typeof waveCopy.it>>,
  { onFloor, justSold }: StopNews,
): string {
  if (onFloor === 0) return t(justSold ? 'soldNone' : 'fewNone');
  return t(justSold ? 'soldLeft' : 'fewLeft', { count: onFloor });
}
