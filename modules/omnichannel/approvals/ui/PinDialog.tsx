import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { PinPad } from '../../../../server/ui/kit/PinPad.tsx';
import { soundRefused } from '../../../../server/ui/kit/sounds.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import { approvalCopy } from './copy.ts';
import './approvals.css';

const PIN_DIGITS = 6;

/** The last step of a decision: who decides proves it. The sixth digit sends. */
export function PinDialog({
  what,
  pending,
  problem,
  onPin,
  onClose,
}: {
  /** «per approvare 189,00 €» */
  readonly what: string;
  readonly pending: boolean;
  readonly problem: Problem | null;
  /** Answers whether it was taken: a wrong PIN is typed again. */
  readonly onPin: (pin: string) => Promise<boolean>;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const [pin, setPin] = useState('');
  const send = async (typed: string): Promise<void> => {
    const taken = await onPin(typed);
    if (taken) return;
    setPin('');
    soundRefused();
  };
  return (
    <Dialog opened onClose={onClose} title={t('pinTitle')} size={400}>
      <div className="oc-approve-pin">
        <p className="bt-quiet">{what}</p>
        {problem ? (
          <p role="alert" className="oc-approve-wrong" data-role="ritardo">
            <b>{problem.title}.</b> {problem.detail}
          </p>
        ) : null}
        <PinPad
          digits={PIN_DIGITS}
          label={t('pinTitle')}
          value={pin}
          onChange={setPin}
          onComplete={(typed) => void send(typed)}
          disabled={pending}
        />
      </div>
    </Dialog>
  );
}
