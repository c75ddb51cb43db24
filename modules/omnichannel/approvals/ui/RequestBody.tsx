import { IconArrowsExchange, IconBuildingStore, IconGavel } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CodeText } from '../../../../server/ui/kit/CodeText.tsx';
import { Initials } from '../../../../server/ui/kit/Initials.tsx';
import { ColourAndSize } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { WaitingFor } from '../../../../server/ui/kit/WaitingFor.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { tenderCopy, tenderWords } from '../../orders/ui/tender-copy.ts';
import type { ApprovalInbox, ApprovalRow } from '../contracts.ts';
import { approvalCopy } from './copy.ts';
import { STATUS_OF } from './InboxList.tsx';
import { previewOf, type PreviewLine } from './preview.ts';
import { gradeKey, outcomeKey, reasonKey, thingCopy } from './thing-copy.ts';

/** Who asks for how much, for whom, and how long they have waited. */
export function RequestHead({
  row,
  place,
}: {
  readonly row: ApprovalRow;
  readonly place: string;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const say = useCopy(thingCopy);
  const { customerName, outcome, returnNumber } = previewOf(row);
  const given = outcome === null ? null : say(outcomeKey(outcome));
  return (
    <header className="oc-request-head">
      <div>
        <span className="bt-quiet">{t('asks', { place })}</span>
        <h1>
          <MoneyText amountMinor={row.amountMinor} currency={row.currency} />
        </h1>
        <span>
          <b>{given}</b>
          {[given && customerName ? ', ' : '', customerName ?? ''].join('')}
        </span>
      </div>
      <div>
        {row.state === 'waiting' ? (
          <WaitingFor since={row.requestedAt} words={t('waitsSince')} large />
        ) : (
          <StatusBadge status={STATUS_OF[row.state]} />
        )}
        <span className="bt-quiet">{t('with', { name: row.requestedBy.name })}</span>
        {returnNumber === null ? null : <span className="bt-quiet">{returnNumber}</span>}
      </div>
    </header>
  );
}

/** The rule that stopped it, the goods with their pictures, what the shop says. */
export function RequestBody({
  row,
  inbox,
}: {
  readonly row: ApprovalRow;
  readonly inbox: ApprovalInbox;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const say = useText();
  const preview = previewOf(row);
  const photos = preview.lines.flatMap(({ pictureIds }) => pictureIds);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus, and a keyboard has to scroll it
    <section className="oc-request" aria-label={t('one')} tabIndex={0}>
      <Answered row={row} inbox={inbox} />
      <Notice role="attesa" icon={IconGavel}>
        <b>{t('rule')}:</b> {say(row.rule.words)}
      </Notice>
      <div>
        {preview.lines.map((line, place) => (
          <Goods key={`${place}-${line.gtin ?? line.name}`} line={line} currency={row.currency} />
        ))}
      </div>
      {photos.length > 0 ? (
        <section aria-label={t('photos')}>
          <h2 className="oc-subtitle">
            {t('photos')} {photos.length}
          </h2>
          <div className="oc-request-photos">
            {photos.map((id, place) => (
              <img key={id} src={pictureUrlOf(id)} alt={t('photoOf', { place: place + 1 })} />
            ))}
          </div>
        </section>
      ) : null}
      {preview.note === null ? null : (
        <div className="oc-request-says">
          <Initials name={row.requestedBy.name} role="neutro" beside />
          <p className="bt-quiet">«{preview.note}»</p>
        </div>
      )}
      <Tenders row={row} />
    </section>
  );
}

function pictureUrlOf(id: string): string {
  return `/api/omnichannel/returns/pictures/${id}`;
}

function Goods({
  line,
  currency,
}: {
  readonly line: PreviewLine;
  readonly currency: string;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const say = useCopy(thingCopy);
  const { reason, grade, amountMinor, gtin, defect, quantity } = line;
  return (
    <div className="oc-request-goods">
      <ItemPicture item={line} size="large" beside />
      <div className="oc-request-words">
        <span className="oc-request-name">
          {quantity > 1 ? `${quantity} × ` : ''}
          {line.name}
        </span>
        <ColourAndSize item={line} named={false} />
        {gtin === null ? null : <CodeText code={gtin} />}
        {defect === null ? null : <p>«{defect}»</p>}
        <dl className="oc-request-facts">
          {reason === null ? null : (
            <div>
              <dt>{t('reason')}</dt>
              <dd>{say(reasonKey(reason))}</dd>
            </div>
          )}
          {grade === null ? null : (
            <div>
              <dt>{t('condition')}</dt>
              <dd>{say(gradeKey(grade))}</dd>
            </div>
          )}
          {amountMinor === null ? null : (
            <div>
              <dt>{t('paid')}</dt>
              <dd>
                <MoneyText amountMinor={amountMinor} currency={currency} />
              </dd>
            </div>
          )}
        </dl>
      </div>
    </div>
  );
}

function Tenders({ row }: { readonly row: ApprovalRow }): ReactElement | null {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const tender = useCopy(tenderCopy);
  const { tenders } = previewOf(row);
  if (tenders.length === 0) return null;
  return (
    <p className="bt-quiet">
      {t('tenders')}{' '}
      {tenders
        .map(
          ({ kind, ending, amountMinor }) =>
            `${tenderWords(tender, { kind, ending })} ${write.money(amountMinor, row.currency)}`,
        )
        .join(' · ')}
    </p>
  );
}

const ANSWERED = {
  approved: 'approved',
  refused: 'refused',
  countered: 'countered',
} as const;

/** Somebody has answered: who, when, what; also while it is being looked at. */
function Answered({
  row,
  inbox,
}: {
  readonly row: ApprovalRow;
  readonly inbox: ApprovalInbox;
}): ReactElement | null {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const now = useMinute();
  const { state, decidedBy, decidedAt, note, seenBy } = row;
  if (state === 'waiting') {
    const others = seenBy.filter(({ id }) => id !== inbox.personId).map(({ name }) => name);
    return others.length === 0 ? null : (
      <p className="bt-quiet" role="status">
        {t('seenBy', { name: others.join(', ') })}
      </p>
    );
  }
  const when = write.at(decidedAt ?? row.answerBy, now);
  const words =
    state === 'withdrawn'
      ? t('withdrawn', { when })
      : state === 'expired' || decidedBy === null
        ? t('expired')
        : t(ANSWERED[state], { name: decidedBy.name, when });
  return (
    <Notice
      role={state === 'approved' ? 'pronto' : state === 'refused' ? 'ritardo' : 'lavoro'}
      icon={state === 'countered' ? IconArrowsExchange : IconBuildingStore}
      title={words}
      urgent
    >
      {note ?? ''}
    </Notice>
  );
}
