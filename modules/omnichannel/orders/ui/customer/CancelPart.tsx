import { useState, type ReactElement } from 'react';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { PieceChoice, countOf, partsOf, type Chosen } from './PieceChoice.tsx';
import { useDecision } from './use-decision.ts';
import { client, useSpeaking } from './use-order.ts';

/** Cancelling: everything is chosen, what is to stay is taken out. */
export function CancelPart({
  order,
  token,
  take,
  onClose,
}: PartProps & { readonly onClose: () => void }): ReactElement {
  const { t } = useSpeaking();
  const open = order.lines.reduce((sum, line) => sum + line.open, 0);
  const [chosen, setChosen] = useState<Chosen>(
    () => new Map(order.lines.map((line) => [line.lineId, line.open])),
  );
  const decision = useDecision(take, { done: onClose });
  const count = countOf(chosen);
  const whole = count === open;
  const cancel = (): void => {
    const part = whole ? {} : { lines: partsOf(chosen), knownVersion: order.version };
    decision.send(client.call(customerOrder.cancel, { token, ...part }));
  };
  return (
    <PartFrame title={t('cancelTitle')} refusal={decision.refusal} onClose={onClose}>
      <PieceChoice
        legend={t('cancelText')}
        lines={order.lines}
        mostOf={(line) => line.open}
        chosen={chosen}
        onChange={setChosen}
      />
      <div className="co-foot co-two">
        <button type="button" className="co-button second" onClick={onClose}>
          {t('keep')}
        </button>
        <button
          type="button"
          className="co-button grave"
          disabled={decision.pending || count === 0}
          onClick={cancel}
        >
          {count === 0 ? t('cancelNone') : whole ? t('cancelAll') : t('cancelSome', { count })}
        </button>
      </div>
    </PartFrame>
  );
}
