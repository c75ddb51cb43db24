import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCoin,
  IconHandGrab,
  IconHourglass,
  IconReceipt,
  IconTruck,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FactList, type Fact } from '../../../../server/ui/kit/FactList.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { RefundParts } from '../../refunds/ui/RefundParts.tsx';
import { goesAway } from '../domain/return.ts';
import { readReturnEndpoint, type ReturnFile } from '../reading-contracts.ts';
import { destinationCopy } from './destination-copy.ts';
import { fileCopy } from './file-copy.ts';
import type { FileProps } from './FileSummary.tsx';

/** What became of the decision, the money and the goods: the three lives of the file, side by side. */
export function FileOutcome({ file, locationId }: FileProps): ReactElement {
  const t = useCopy(fileCopy);
  const pays = useMay()('omnichannel.refunds.counter', locationId);
  return (
    <>
      <Outcome file={file} />
      <section className="bt-panel" aria-label={t('money')}>
        <h2 className="oc-subtitle">{t('money')}</h2>
        <FactList label={t('money')} facts={useMoney(file)} />
        {file.refund && pays ? (
          <RefundParts
            refundId={file.refund.refundId}
            ofVersion={file.version}
            refreshes={[readReturnEndpoint]}
          />
        ) : null}
      </section>
      <section className="bt-panel" aria-label={t('goods')}>
        <h2 className="oc-subtitle">{t('goods')}</h2>
        <FactList label={t('goods')} facts={useGoods(file)} />
      </section>
    </>
  );
}

/** The one sentence that matters: done, agreed by whom, or that the money did not leave. */
function Outcome({ file }: { readonly file: ReturnFile }): ReactElement | null {
  const t = useCopy(fileCopy);
  const write = useFormat();
  const say = useText();
  const now = useMinute();
  const { decision, money, approval, refund, goods } = file;
  if (money === 'failed') {
    return (
      <Notice role="ritardo" icon={IconAlertTriangle} title={t('moneyFailed')} strong urgent>
        {refund?.failure ? say(refund.failure) : t('moneyFailedText')}
      </Notice>
    );
  }
  if (goods === 'handed-back' || goods === 'not-taken') {
    return (
      <Notice
        role="neutro"
        icon={IconHandGrab}
        title={t(goods === 'not-taken' ? 'notTaken' : 'handedBack')}
        strong
      >
        {approval?.note ?? ''}
      </Notice>
    );
  }
  if (goods === 'announced') {
    return <Notice role="lavoro" icon={IconHourglass} title={t('notHereYet')} strong />;
  }
  const who =
    decision === 'approved' && approval?.decidedBy
      ? t('approvedBy', {
          name: approval.decidedBy,
          when: write.at(approval.decidedAt ?? file.openedAt, now),
        })
      : null;
  return (
    <Notice role="pronto" icon={IconCheck} title={who ?? t('taken')} strong urgent>
      {t(`takenText_${file.outcome}`)}
    </Notice>
  );
}

const MONEY = {
  proposed: { role: 'neutro', icon: IconHourglass },
  authorised: { role: 'lavoro', icon: IconHourglass },
  'partly-paid': { role: 'lavoro', icon: IconCoin },
  paid: { role: 'pronto', icon: IconCheck },
  failed: { role: 'ritardo', icon: IconAlertTriangle },
  none: { role: 'neutro', icon: IconCoin },
} as const;

function useMoney(file: ReturnFile): readonly Fact[] {
  const t = useCopy(fileCopy);
  const write = useFormat();
  const say = useText();
  const now = useMinute();
  const { money, dueBy, refund, currency, exchange, fiscal, deductionMinor } = file;
  const facts: Fact[] = [
    {
      id: 'state',
      ...MONEY[money],
      title: t(`money_${money}`),
      ...(refund && refund.paidMinor > 0
        ? { detail: t('paidSoFar', { amount: write.money(refund.paidMinor, currency) }) }
        : {}),
      ...(dueBy !== null && money !== 'paid' && money !== 'none'
        ? { right: t('dueBy', { day: write.moment(dueBy, now) }) }
        : {}),
    },
  ];
  if (deductionMinor > 0) {
    facts.push({
      id: 'deduction',
      role: 'lavoro',
      icon: IconCoin,
      title: t('deducted', { amount: write.money(deductionMinor, currency) }),
    });
  }
  if (exchange) {
    facts.push({
      id: 'exchange',
      role: 'lavoro',
      icon: IconArrowBackUp,
      title: t('exchangedFor', {
        names: exchange.pieces.map(({ name, size }) => `${name} ${size}`).join(', '),
      }),
    });
  }
  facts.push({
    id: 'fiscal',
    role: fiscal.manual ? 'attesa' : 'neutro',
    icon: IconReceipt,
    title: say(fiscal.title),
    ...(fiscal.reference === null ? {} : { detail: fiscal.reference }),
  });
  return facts;
}

function useGoods(file: ReturnFile): readonly Fact[] {
  const t = useCopy(fileCopy);
  const sayWhere = useCopy(destinationCopy);
  const say = useText();
  const go = useGo();
  return file.lines.map((line, place): Fact => {
    const { name, size, disposition, toName, why, transfer, quantity } = line;
    const what = `${quantity > 1 ? `${quantity} × ` : ''}${name} ${size}`;
    return {
      id: `${place}-${line.lineId}`,
      role: disposition === 'inspect' ? 'attesa' : disposition === null ? 'neutro' : 'pronto',
      icon: goesAway(disposition) ? IconTruck : IconArrowBackUp,
      title:
        disposition === null
          ? what
          : sayWhere(`goes_${disposition}`, { name: what, place: toName ?? '' }),
      ...(why === null ? {} : { detail: say(why) }),
      ...(transfer === null
        ? {}
        : {
            right: (
              <button
                type="button"
                className="oc-link"
                onClick={() => go(`/trasferimenti/${transfer.transferId}`)}
              >
                {t('transfer', { number: transfer.number })}
              </button>
            ),
          }),
    };
  });
}
