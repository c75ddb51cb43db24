import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { ApprovalRow } from '../contracts.ts';
import { CounterForm } from './CounterForm.tsx';
import { approvalCopy } from './copy.ts';
import { DelegateForm } from './DelegateForm.tsx';
import { EMPTY_DECISION } from './decision.ts';
import { PinDialog } from './PinDialog.tsx';
import { RefuseForm } from './RefuseForm.tsx';
import { useDecision, type DecisionKind } from './use-decision.ts';

/** What is decided and, once that is clear, the PIN: one dialog after the other, never two. */
export function DecisionDialog({
  kind,
  row,
  onClose,
}: {
  readonly kind: DecisionKind;
  readonly row: ApprovalRow;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const [form, setForm] = useState(EMPTY_DECISION);
  // An approval needs nothing more than the PIN.
  const [told, setTold] = useState<string | null>(
    kind === 'approve' ? t('pinFor', { amount: write.money(row.amountMinor, row.currency) }) : null,
  );
  const decision = useDecision(kind, row, form);
  const props = { row, form, onChange: setForm, onGo: setTold, onClose };
  if (told !== null) {
    return (
      <PinDialog
        what={told}
        pending={decision.pending}
        problem={decision.problem}
        onPin={async (pin) => {
          const taken = await decision.send(pin);
          if (taken) onClose();
          return taken;
        }}
        onClose={onClose}
      />
    );
  }
  if (kind === 'refuse') return <RefuseForm {...props} />;
  if (kind === 'counter') return <CounterForm {...props} />;
  return <DelegateForm {...props} />;
}
