import { IconCashRegister, IconCheck, IconHandGrab } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { readReturnEndpoint, returnsDeskEndpoint } from '../reading-contracts.ts';
import { finishExchangeEndpoint, handBackEndpoint } from '../step-contracts.ts';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import type { FileProps } from './FileSummary.tsx';
import { wizardCopy } from './wizard-copy.ts';

const REFRESHES = [returnsDeskEndpoint, readReturnEndpoint] as const;

/** An exchange was agreed to: the customer pays the rest here and now, or takes the own goods again. */
export function FinishExchange(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  const ask = useCopy(wizardCopy);
  const write = useFormat();
  const now = useMinute();
  const [kind, setKind] = useState<'cash' | 'card'>('card');
  const finish = useCommandOf(finishExchangeEndpoint, { refreshes: REFRESHES });
  const handBack = useCommandOf(handBackEndpoint, { refreshes: REFRESHES });
  const { approval, currency, custodyPlace } = file;
  const amountMinor = file.exchange?.dueMinor ?? 0;
  const at = { returnId: file.returnId, expectedVersion: file.version };
  return (
    <FileFrame
      {...props}
      problem={finish.problem ?? handBack.problem}
      primary={{
        id: 'finish',
        label: t('tookRest', { amount: write.money(amountMinor, currency) }),
        icon: IconCashRegister,
        pending: finish.pending,
        blocked: finish.offline ? t('needsNetwork') : null,
        onPress: () => void finish.send({ ...at, difference: { kind, amountMinor } }),
      }}
      secondary={[
        {
          id: 'hand-back',
          label: t('restNotPaid'),
          icon: IconHandGrab,
          pending: handBack.pending,
          blocked: handBack.offline ? t('needsNetwork') : null,
          onPress: () => void handBack.send(at),
        },
      ]}
    >
      <div className="oc-return-waiting" data-role="pronto" role="status">
        <IconCheck size={32} stroke={1.8} aria-hidden />
        <div>
          <h2>
            {approval?.decidedBy
              ? t('approvedBy', {
                  name: approval.decidedBy,
                  when: write.at(approval.decidedAt ?? file.openedAt, now),
                })
              : t('agreedTo')}
          </h2>
          <p>{t('takeRest')}</p>
        </div>
        <MoneyText amountMinor={amountMinor} currency={currency} size="large" />
      </div>
      <section className="bt-panel">
        <FieldChoice<'cash' | 'card'>
          label={ask('paysDifference')}
          choices={[
            { value: 'card', label: ask('tender_card') },
            { value: 'cash', label: ask('tender_cash') },
          ]}
          value={kind}
          onChange={setKind}
        />
      </section>
      <section className="bt-panel oc-return-new" aria-label={t('newPieces')}>
        <h2 className="oc-subtitle">{t('newPieces')}</h2>
        <ul className="oc-return-lines">
          {file.exchange?.pieces.map((piece, place) => (
            <li key={place}>
              <ItemCard
                item={piece}
                picture="card"
                right={<MoneyText amountMinor={piece.priceMinor} currency={currency} />}
              />
            </li>
          ))}
        </ul>
        <p className="bt-hint">{t('keptForCustomer')}</p>
      </section>
      {custodyPlace === null ? null : (
        <section className="bt-panel">
          <p className="bt-hint">{t('oldGoodsAt')}</p>
          <p className="oc-return-place">{custodyPlace}</p>
        </section>
      )}
    </FileFrame>
  );
}
