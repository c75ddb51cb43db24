import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { ReconciliationReport } from '../contracts.ts';
import { DIFFERENCES, type DifferenceKind } from '../domain.ts';
import { copy } from './copy.ts';

type Difference = ReconciliationReport['differences'][number];

const TITLES = {
  'missing-here': 'kind_missingHere',
  'missing-there': 'kind_missingThere',
  'twice-there': 'kind_twiceThere',
  'other-total': 'kind_otherTotal',
  'other-paid': 'kind_otherPaid',
  'cancelled-here-only': 'kind_cancelledHereOnly',
  'cancelled-there-only': 'kind_cancelledThereOnly',
} as const satisfies Readonly<Record<DifferenceKind, string>>;

/** Every difference under what it is, with both sides’ figures. */
export function DifferenceTable({
  differences,
}: {
  readonly differences: readonly Difference[];
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const go = useGo();
  const side = (
    order: { totalMinor: number; paidMinor?: number | undefined } | null,
    cancelled: boolean,
  ): ReactElement =>
    order === null ? (
      <span className="bt-quiet">–</span>
    ) : (
      <TwoLines
        first={write.money(order.totalMinor)}
        second={[
          ...(order.paidMinor === undefined
            ? []
            : [t('paid', { amount: write.money(order.paidMinor) })]),
          ...(cancelled ? [t('cancelled')] : []),
        ].join(' · ')}
      />
    );
  const order = ({ externalId, ours }: Difference): ReactElement => (
    <TwoLines
      first={externalId}
      second={ours ? `${ours.number} · ${ours.locationId} · ${write.day(ours.placedAt)}` : ''}
    />
  );
  const theirs = (one: Difference): ReactElement =>
    side(one.theirs, one.theirs?.cancelled ?? false);
  const here = (one: Difference): ReactElement => side(one.ours, one.ours?.state === 'cancelled');
  const amount = ({ amountMinor }: Difference): string =>
    amountMinor === null ? '–' : write.money(amountMinor);
  const open = ({ ours }: Difference): ReactElement | null =>
    ours && (
      <Button
        size="sm"
        aria-label={`${t('open')} ${ours.number}`}
        onClick={() => go(`/ordini/${ours.orderId}`)}
      >
        {t('open')}
      </Button>
    );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'order', title: t('order'), cell: order },
        { id: 'theirs', title: t('theirs'), cell: theirs },
        { id: 'here', title: t('here'), cell: here },
        { id: 'amount', title: t('difference'), align: 'right', cell: amount },
        { id: 'open', title: t('open'), align: 'right', cell: open },
      ]}
      groups={DIFFERENCES.map((kind) => ({
        id: kind,
        title: t(TITLES[kind]),
        rows: differences.filter((one) => one.kind === kind),
      }))}
      keyOf={({ kind, externalId }) => `${kind} ${externalId}`}
      card={(one) => (
        <>
          <b>{t(TITLES[one.kind])}</b>
          <div className="bt-card-line">
            {order(one)}
            {open(one)}
          </div>
          <div className="bt-card-line">
            {theirs(one)}
            {here(one)}
          </div>
        </>
      )}
    />
  );
}
