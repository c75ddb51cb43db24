import { IconArrowsExchange, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { answerOfferEndpoint } from '../../approvals/answer-contracts.ts';
import { readReturnEndpoint, returnsDeskEndpoint } from '../reading-contracts.ts';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import type { FileProps } from './FileSummary.tsx';
import { useRequest } from './use-request.ts';

/** Something else is offered: the customer says yes or no, here and now. */
export function CounterOffer(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  const write = useFormat();
  const approvalId = file.approval?.approvalId ?? null;
  const request = useRequest(approvalId);
  const answer = useCommandOf(answerOfferEndpoint, {
    refreshes: [returnsDeskEndpoint, readReturnEndpoint],
  });
  const send = (agreed: boolean): void => {
    if (approvalId !== null) void answer.send({ approvalId, agreed });
  };
  const offer = request?.offer ?? null;
  const repair = offer?.kind === 'repair';
  const amountMinor = file.counterOffer?.amountMinor ?? file.totalMinor;
  const blocked = answer.offline ? t('needsNetwork') : null;
  const name = file.counterOffer?.by ?? request?.decidedBy?.name ?? '';
  const amount = write.money(amountMinor, file.currency);
  return (
    <FileFrame
      {...props}
      problem={answer.problem}
      primary={{
        id: 'agree',
        label: repair ? t('agreesRepair') : t('agrees', { amount }),
        icon: IconCheck,
        pending: answer.pending,
        blocked,
        onPress: () => send(true),
      }}
      secondary={[
        {
          id: 'decline',
          label: t('declines'),
          icon: IconX,
          blocked,
          onPress: () => send(false),
        },
      ]}
    >
      <div className="oc-return-waiting" data-role="lavoro" role="status">
        <IconArrowsExchange size={32} stroke={1.8} aria-hidden />
        <div>
          <h2>{t('offers', { name })}</h2>
          <p>{offer ? t(`offer_${offer.kind}`) : null}</p>
        </div>
        {repair ? null : (
          <MoneyText amountMinor={amountMinor} currency={file.currency} size="large" />
        )}
      </div>
      <section className="bt-panel">
        <p className="bt-hint">{t('askCustomer')}</p>
        <p className="oc-return-said">
          «
          {repair
            ? t('sayRepair')
            : t('sayOffer', { amount, asked: write.money(file.totalMinor, file.currency) })}
          »
        </p>
        {offer?.note ? <p>{offer.note}</p> : null}
      </section>
      <p className="bt-hint">{t('declinedWaitsAgain')}</p>
    </FileFrame>
  );
}
