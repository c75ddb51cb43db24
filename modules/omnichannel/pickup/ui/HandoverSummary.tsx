import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import type { PickupCard } from '../contracts.ts';
import type { HandoverForm, HandoverSums, Tender } from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';
import { tenderCopy, tenderKey } from '../../orders/ui/tender-copy.ts';

interface Props {
  readonly card: PickupCard;
  readonly form: HandoverForm;
  readonly sums: HandoverSums;
  readonly onChange: (form: HandoverForm) => void;
}

/** What was paid, what changes, and the one amount due or back, large enough not to be misread. */
export function HandoverSummary(props: Props): ReactElement {
  const { card, sums } = props;
  const t = useCopy(handoverCopy);
  const { currency } = card.row;
  const { dueNowMinor, backMinor } = sums.money;
  return (
    <div className="bt-aside-pad oc-summary">
      <h2 className="oc-subtitle">{t('summary')}</h2>
      <p className="oc-sum">
        <span>{t('paidOnline')}</span>
        <MoneyText
          amountMinor={card.amounts.paidMinor - card.amounts.refundMinor}
          currency={currency}
        />
      </p>
      {sums.left > 0 ? (
        <p className="oc-sum">
          <span>{t('leavesPieces', { pieces: t('pieces', { count: sums.left }) })}</span>
          <MoneyText amountMinor={-sums.leftMinor} currency={currency} />
        </p>
      ) : null}
      {sums.swaps.map((swap) => (
        <p className="oc-sum" key={swap.key}>
          <span>{t('swapOf', { from: swap.from, to: swap.to })}</span>
          <MoneyText amountMinor={swap.differenceMinor} currency={currency} />
        </p>
      ))}
      {sums.later > 0 ? (
        <p className="oc-sum">
          <span>{t('stays', { pieces: t('pieces', { count: sums.later }) })}</span>
        </p>
      ) : null}
      <hr />
      {dueNowMinor > 0 ? (
        <>
          <span className="bt-quiet">{t('toPayNow')}</span>
          <MoneyText amountMinor={dueNowMinor} currency={currency} size="large" />
          <TenderChoice {...props} />
        </>
      ) : backMinor > 0 ? (
        <Back {...props} />
      ) : (
        <strong>{t('nothingToPay')}</strong>
      )}
      {sums.left + sums.swaps.length > 0 ? <PutBackChoice {...props} /> : null}
    </div>
  );
}

const TENDERS: readonly Tender[] = ['card', 'cash'];

function TenderChoice({ form, onChange }: Props): ReactElement {
  const t = useCopy(handoverCopy);
  return (
    <FieldChoice
      label={t('tender')}
      choices={TENDERS.map((value) => ({ value, label: t(value) }))}
      value={form.tender}
      onChange={(tender) => onChange({ ...form, tender })}
    />
  );
}

/** Where the money goes back to; over the counter only up to the limit of the shop. */
function Back({ card, form, sums, onChange }: Props): ReactElement {
  const t = useCopy(handoverCopy);
  const { backMinor } = sums.money;
  const tender = useCopy(tenderCopy);
  const tenders = card.tenders.map(({ kind }) => tender(tenderKey(kind))).join(' + ');
  const mayGive = backMinor <= card.counterUpToMinor;
  const original = form.backWith === 'original';
  return (
    <>
      <span className="bt-quiet">{original ? t('toRefund', { tenders }) : t('toGiveBack')}</span>
      <MoneyText amountMinor={backMinor} currency={card.row.currency} size="large" />
      {original ? <span className="bt-quiet">{t('officeRefunds')}</span> : null}
      {mayGive || !original ? (
        <FieldChoice
          label={t('backWith')}
          choices={[
            { value: 'original', label: t('backOriginal') },
            { value: 'card', label: t('backCard'), disabled: !mayGive },
            { value: 'cash', label: t('backCash'), disabled: !mayGive },
          ]}
          value={form.backWith}
          onChange={(backWith) => onChange({ ...form, backWith })}
        />
      ) : null}
    </>
  );
}

/** A left piece is on sale when it is where the clerk says: at once, or after its scan. */
function PutBackChoice({ form, onChange }: Props): ReactElement {
  const t = useCopy(handoverCopy);
  return (
    <FieldChoice
      label={t('leftPieces')}
      choices={[
        { value: 'done', label: t('putBackNow'), note: t('onSaleNow') },
        { value: 'later', label: t('putBackLater'), note: t('onSaleLater') },
      ]}
      value={form.putBack}
      onChange={(putBack) => onChange({ ...form, putBack })}
    />
  );
}
