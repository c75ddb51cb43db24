import { IconCoin } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable, type QueueColumn } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { refundsDueEndpoint, refundTotalsEndpoint, type RefundDue } from '../refund-contracts.ts';
import { DebtPayment } from './DebtPayment.tsx';
import { refundCopy } from './refund-copy.ts';
import './cancel.css';
import './link.css';
import { tenderCopy, tenderKey } from './tender-copy.ts';

type Which = 'due' | 'settled';

/** Money owed to customers: why, since when, on which payments; and what was given back at counters. */
export function RefundsScreen(): ReactElement {
  const t = useCopy(refundCopy);
  const [which, setWhich] = useState<Which>('due');
  const refunds = usePages(refundsDueEndpoint, { state: which });
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('notPaidHere')}
      tools={
        <FieldChoice<Which>
          label={t('which')}
          hideLabel
          joined
          choices={[
            { value: 'due', label: t('due') },
            { value: 'settled', label: t('settled') },
          ]}
          value={which}
          onChange={setWhich}
        />
      }
      asOf={refunds.asOf}
      bleed
    >
      {which === 'due' ? <Totals /> : null}
      <Shown reading={refunds} what={t('cannotRead')}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t(which === 'due' ? 'none' : 'noneSettled')} icon={IconCoin}>
              {t(which === 'due' ? 'noneText' : 'noneSettledText')}
            </EmptyState>
          ) : (
            <List rows={rows} />
          )
        }
      </Shown>
      <MoreRows of={refunds} label={t('more')} />
    </ScreenFrame>
  );
}

function Totals(): ReactElement | null {
  const t = useCopy(refundCopy);
  const write = useFormat();
  const now = useMinute();
  const { data } = useQueryOf(refundTotalsEndpoint, {}, { freshSeconds: 5 });
  if (!data || data.totals.length === 0) return null;
  return (
    <div className="bt-inset oc-owed">
      {data.totals.map(({ currency, refunds, amountMinor, oldest }) => (
        <p key={currency}>
          <span className="bt-quiet">{t('totalOwed')}</span>
          <MoneyText amountMinor={amountMinor} currency={currency} size="large" />
          <span className="bt-quiet">
            {t('count', { count: refunds })} · {t('oldest', { when: write.moment(oldest, now) })}
          </span>
        </p>
      ))}
    </div>
  );
}

function List({ rows }: { readonly rows: readonly RefundDue[] }): ReactElement {
  const t = useCopy(refundCopy);
  const columns: QueueColumn<RefundDue>[] = [
    { id: 'since', title: t('since'), cell: (row) => <Since row={row} /> },
    { id: 'customer', title: t('customer'), cell: (row) => <Customer row={row} /> },
    { id: 'cause', title: t('cause'), cell: (row) => <Cause row={row} /> },
    { id: 'payments', title: t('payments'), cell: (row) => <Parts row={row} /> },
    { id: 'payment', title: t('payment'), cell: (row) => <DebtPayment row={row} /> },
    { id: 'amount', title: t('amount'), align: 'right', cell: (row) => <Amount row={row} /> },
  ];
  return (
    <QueueTable
      label={t('list')}
      columns={columns}
      groups={[{ id: 'all', title: '', rows }]}
      keyOf={({ refundId }) => refundId}
      card={(row) => <Card row={row} />}
    />
  );
}

interface One {
  readonly row: RefundDue;
}

function Since({ row }: One): ReactElement {
  const write = useFormat();
  const now = useMinute();
  return <>{write.ago(row.dueSince, now)}</>;
}

function Customer({ row }: One): ReactElement {
  const t = useCopy(refundCopy);
  const go = useGo();
  const nameOf = usePlaceNames();
  const number = orderNumber(row.number);
  return (
    <TwoLines
      first={
        <button
          type="button"
          className="oc-link"
          aria-label={t('openOrder', { number })}
          onClick={() => go(`/ordini/${row.orderId}`)}
        >
          {row.customerName}
        </button>
      }
      second={`${number} · ${nameOf(row.locationId)}`}
    />
  );
}

function Cause({ row }: One): ReactElement {
  const t = useCopy(refundCopy);
  const write = useFormat();
  const now = useMinute();
  const tender = useCopy(tenderCopy);
  const { voucher, closedAt, state, settledWith, currency } = row;
  const when = closedAt === null ? '' : write.moment(closedAt, now);
  const more =
    state === 'settled'
      ? settledWith === null
        ? t('paidAt', { when })
        : t('settledWith', { tender: tender(tenderKey(settledWith)), when })
      : state === 'withdrawn'
        ? t('withdrawnAt', { when })
        : voucher
          ? t('voucher', { amount: write.money(voucher.amountMinor, currency), days: voucher.days })
          : '';
  return <TwoLines first={t(row.cause)} second={more} />;
}

function Parts({ row }: One): ReactElement {
  const write = useFormat();
  const tender = useCopy(tenderCopy);
  return (
    <>
      {row.parts
        .map(
          ({ kind, amountMinor }) =>
            `${tender(tenderKey(kind))} ${write.money(amountMinor, row.currency)}`,
        )
        .join(' · ')}
    </>
  );
}

function Amount({ row }: One): ReactElement {
  return <MoneyText amountMinor={row.amountMinor} currency={row.currency} size="strong" />;
}

function Card({ row }: One): ReactElement {
  return (
    <>
      <div className="bt-card-line">
        <Customer row={row} />
        <Amount row={row} />
      </div>
      <Cause row={row} />
      <div className="bt-card-line">
        <span className="bt-quiet">
          <Parts row={row} />
        </span>
        <span className="bt-quiet">
          <Since row={row} />
        </span>
      </div>
      <DebtPayment row={row} />
    </>
  );
}
