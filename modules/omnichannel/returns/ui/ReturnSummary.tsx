import { TextInput } from '@mantine/core';
import {
  IconArrowBackUp,
  IconEye,
  IconPrinter,
  IconShieldCheck,
  IconTrash,
  IconTruck,
  type Icon,
} from '@tabler/icons-react';
import { Fragment, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useText } from '../../../../server/ui/language.ts';
import type { ReturnableOrder, ReturnPreview } from '../contracts.ts';
import type { Disposition } from '../domain/return.ts';
import { destinationCopy } from './destination-copy.ts';
import { Tenders } from './Tenders.tsx';
import type { ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

/** What it comes to, large; on what it goes back, where the goods go and why, what is printed. */
export function ReturnSummary({
  order,
  work,
}: {
  readonly order: ReturnableOrder;
  readonly work: ReturnWork;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const { preview, reckoning } = work;
  return (
    <div className="bt-aside-pad oc-return-summary" aria-busy={reckoning}>
      <h2>{t('preview')}</h2>
      {preview ? (
        <>
          <Amounts preview={preview} chosen={work.form.settlement.shares !== null} />
          <Afterwards preview={preview} />
          <Asked work={work} preview={preview} />
        </>
      ) : (
        <p className="bt-quiet">{t(reckoning ? 'reckoning' : 'previewEmpty')}</p>
      )}
      {preview === null && order.customer.returns30Days > 0 ? (
        <p className="bt-hint">{t('returns30', { count: order.customer.returns30Days })}</p>
      ) : null}
    </div>
  );
}

function Amounts({
  preview,
  chosen,
}: {
  readonly preview: ReturnPreview;
  readonly chosen: boolean;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const say = useText();
  const { currency, lines, shipping, totalMinor, exchange } = preview;
  return (
    <>
      <dl className="oc-return-sums">
        {lines.map((line) => (
          <Fragment key={line.lineId}>
            <Sum
              label={line.quantity > 1 ? `${line.quantity} × ${line.name}` : line.name}
              amountMinor={line.priceMinor}
              currency={currency}
            />
            {line.discounts.map(({ reason, amountMinor }, place) => (
              <Sum
                key={`${place}-${reason}`}
                label={reason}
                amountMinor={-amountMinor}
                currency={currency}
              />
            ))}
            {line.discounts.length > 0 ? (
              <Sum label={t('paidForIt')} amountMinor={line.goodsMinor} currency={currency} quiet />
            ) : null}
          </Fragment>
        ))}
        {shipping.amountMinor > 0 ? (
          <Sum label={t('shipping')} amountMinor={shipping.amountMinor} currency={currency} />
        ) : null}
      </dl>
      {shipping.amountMinor > 0 ? <p className="bt-hint">{say(shipping.why)}</p> : null}
      <hr />
      {exchange ? <Exchange preview={preview} exchange={exchange} /> : null}
      {!exchange ? (
        <p className="oc-return-total">
          <span className="bt-quiet">
            {t(preview.outcome === 'voucher' ? 'voucherOf' : 'refund')}
          </span>
          <MoneyText amountMinor={totalMinor} currency={currency} size="large" />
        </p>
      ) : null}
      <Tenders
        tenders={preview.tenders}
        rates={preview.byVatRate}
        currency={currency}
        roundingMinor={preview.roundingMinor}
        chosen={chosen}
      />
    </>
  );
}

function Sum({
  label,
  amountMinor,
  currency,
  quiet = false,
}: {
  readonly label: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly quiet?: boolean;
}): ReactElement {
  return (
    <div data-quiet={quiet}>
      <dt>{label}</dt>
      <dd>
        <MoneyText amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  );
}

function Exchange({
  preview: { currency, totalMinor },
  exchange,
}: {
  readonly preview: ReturnPreview;
  readonly exchange: NonNullable<ReturnPreview['exchange']>;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const { dueMinor, backMinor } = exchange;
  return (
    <>
      <dl className="oc-return-sums">
        <Sum label={t('goodsBack')} amountMinor={totalMinor} currency={currency} />
        <Sum label={t('newPieces')} amountMinor={exchange.totalMinor} currency={currency} />
      </dl>
      <p className="oc-return-total">
        <span className="bt-quiet">
          {t(dueMinor > 0 ? 'toPay' : backMinor > 0 ? 'refund' : 'even')}
        </span>
        <MoneyText amountMinor={dueMinor || backMinor} currency={currency} size="large" />
      </p>
    </>
  );
}

const ICONS: Readonly<Record<Disposition, Icon>> = {
  restock: IconArrowBackUp,
  inspect: IconEye,
  damaged: IconTrash,
  warehouse: IconTruck,
  store: IconTruck,
  supplier: IconTruck,
  destroy: IconTrash,
};

/** Where the goods go and why, the papers, and whether somebody has to agree. */
function Afterwards({ preview }: { readonly preview: ReturnPreview }): ReactElement {
  const t = useCopy(wizardCopy);
  const sayWhere = useCopy(destinationCopy);
  const say = useText();
  const documents = preview.documents.map(({ title }) => say(title)).join(', ');
  return (
    <ul className="oc-return-after">
      {preview.lines.map(({ lineId, name, destination }) => {
        const Shape = ICONS[destination.kind];
        return (
          <li key={lineId}>
            <Shape size={20} stroke={1.8} aria-hidden />
            <span>
              {sayWhere(`goes_${destination.kind}`, { name, place: destination.toName ?? '' })}
              <span className="bt-hint">{say(destination.why)}</span>
            </span>
          </li>
        );
      })}
      {documents === '' ? null : (
        <li>
          <IconPrinter size={20} stroke={1.8} aria-hidden />
          <span>{documents}</span>
        </li>
      )}
      {preview.verdict === 'allowed' ? (
        <li data-role="pronto">
          <IconShieldCheck size={20} stroke={1.8} aria-hidden />
          <b>{t('withinLimit')}</b>
        </li>
      ) : null}
    </ul>
  );
}

/** Somebody must agree: why, where the goods wait, and what they should know. */
function Asked({
  work,
  preview,
}: {
  readonly work: ReturnWork;
  readonly preview: ReturnPreview;
}): ReactElement | null {
  const t = useCopy(wizardCopy);
  const say = useText();
  const because = preview.because.map(({ says }) => say(says)).join(' · ');
  if (preview.verdict === 'allowed') return null;
  if (preview.verdict === 'refused') {
    return (
      <Notice role="neutro" icon={IconShieldCheck} title={t('sayToCustomer')}>
        «{preview.tell ? say(preview.tell) : because}»
      </Notice>
    );
  }
  const { extras, changeExtras } = work;
  return (
    <div className="oc-return-asked">
      <Notice role="attesa" icon={IconShieldCheck} title={t('someoneAgrees')}>
        {because}
      </Notice>
      <TextInput
        label={t('custodyPlace')}
        description={t('custodyHint')}
        maxLength={40}
        value={extras.custodyPlace}
        onChange={(event) => changeExtras({ ...extras, custodyPlace: event.currentTarget.value })}
      />
      <TextInput
        label={t('noteForThem')}
        maxLength={500}
        value={extras.note}
        onChange={(event) => changeExtras({ ...extras, note: event.currentTarget.value })}
      />
    </div>
  );
}
