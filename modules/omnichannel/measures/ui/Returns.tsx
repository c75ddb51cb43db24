import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Bars } from '../../../../server/ui/kit/Bars.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import { returnMeasuresEndpoint, type ReturnMeasures } from '../contracts.ts';
import { percentOf } from '../domain.ts';
import { copy } from './copy.ts';
import { arrow } from './tiles.ts';

/** What came back and why, and the money that waits: a press away the returns themselves. */
export function Returns({
  asked,
}: {
  readonly asked: InputOf<typeof returnMeasuresEndpoint>;
}): ReactElement {
  const t = useCopy(copy);
  const measures = useQueryOf(returnMeasuresEndpoint, asked, {
    keepPrevious: true,
    everySeconds: 60,
  });
  return (
    <section className="bt-panel oc-chart" aria-label={t('returns')}>
      <header>
        <h2>{t('returns')}</h2>
        <ToReturns />
      </header>
      <Shown reading={measures} what={t('cannotRead')}>
        {(view) => <Figures view={view} />}
      </Shown>
    </section>
  );
}

/** The list of returns is a shop's: the office chooses one first. */
function ToReturns(): ReactElement | null {
  const t = useCopy(copy);
  const go = useGo();
  const { locationId } = useSession();
  const may = useMay();
  if (!may('omnichannel.returns.read', locationId ?? undefined)) return null;
  return (
    <Button variant="default" size="sm" onClick={() => go('/resi')}>
      {t('toReturns')}
    </Button>
  );
}

function Figures({ view }: { readonly view: ReturnMeasures }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const { now, before, reasons, waiting } = view;
  const rate = percentOf(now.returned, now.handedOver);
  const was = percentOf(before.returned, before.handedOver);
  const moved = rate === null || was === null ? '' : ` (${arrow(rate - was, write)})`;
  return (
    <>
      <p className="oc-returns-rate">
        <strong>{rate === null ? t('none') : write.percent(rate)}</strong>
        <span className="bt-quiet">
          {t('returnedOf', { count: now.returned, of: now.handedOver })}
          {moved}
        </span>
      </p>
      {reasons.length === 0 ? (
        <p className="bt-quiet">{t('noReturns')}</p>
      ) : (
        <Bars
          label={t('byReason')}
          bars={reasons.map(({ reason, pieces }) => ({
            id: reason,
            label: t(`reason-${reason}`),
            percent: percentOf(pieces, now.returned) ?? 0,
            written: write.count(pieces),
          }))}
        />
      )}
      {waiting.length === 0 ? <p className="bt-quiet">{t('nothingWaits')}</p> : null}
      {waiting.map(({ currency, refunds, amountMinor, overdue }) => (
        <p key={currency} className="oc-returns-rate">
          <strong>
            <MoneyText amountMinor={amountMinor} currency={currency} />
          </strong>
          <span className="bt-quiet">{t('refundsWait', { count: refunds })}</span>
          {overdue > 0 ? (
            <StatusBadge status="late" words={t('refundsLate', { count: overdue })} />
          ) : null}
        </p>
      ))}
    </>
  );
}
