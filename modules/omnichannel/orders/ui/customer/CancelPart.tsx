import { useState, type ReactElement } from 'react';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { PieceChoice, countOf, partsOf, type Chosen } from './PieceChoice.tsx';
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
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const count = countOf(chosen);
  const whole = count === open;
  const cancel = (): void => {
    setPending(true);
    const part = whole ? {} : { lines: partsOf(chosen), knownVersion: order.version };
    client.call(customerOrder.cancel, { token, ...part }).then(
      (after) => {
        take(after);
        onClose();
      },
      (problem: Error) => {
        setRefusal(problem.message);
        setPending(false);
      },
    );
  };
  return (
    <PartFrame title={t('cancelTitle')} refusal={refusal} onClose={onClose}>
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
          disabled={pending || count === 0}
          onClick={cancel}
        >
          {count === 0 ? t('cancelNone') : whole ? t('cancelAll') : t('cancelSome', { count })}
        </button>
      </div>
    </PartFrame>
  );
}
