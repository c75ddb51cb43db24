import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { approvalEndpoint, type ApprovalRow } from '../contracts.ts';
import { approvalCopy } from './copy.ts';
import type { DecisionForm } from './decision.ts';

export interface FormProps {
  readonly row: ApprovalRow;
  readonly form: DecisionForm;
  readonly onChange: (form: DecisionForm) => void;
  /** On to the PIN, with the words it is asked with. */
  readonly onGo: (what: string) => void;
  readonly onClose: () => void;
}

/** No, and why: one press for the reason, a word for the customer if there is one. */
export function RefuseForm({ row, form, onChange, onGo, onClose }: FormProps): ReactElement {
  const t = useCopy(approvalCopy);
  const say = useText();
  const write = useFormat();
  const card = useQueryOf(approvalEndpoint, { approvalId: row.approvalId });
  const amount = write.money(row.amountMinor, row.currency);
  return (
    <Dialog opened onClose={onClose} title={t('refuseTitle')}>
      <div className="oc-decide">
        <Shown reading={card} what={t('cannotReadOne')}>
          {({ reasons }) => (
            <FieldChoice
              label={t('refuseTitle')}
              hideLabel
              choices={reasons
                .filter(({ reason }) => reason !== 'nobody-answered')
                .map(({ reason, words }) => ({ value: reason, label: say(words) }))}
              value={form.reason}
              onChange={(reason) => onChange({ ...form, reason })}
            />
          )}
        </Shown>
        <TextInput
          label={t('refuseSay')}
          maxLength={500}
          value={form.note}
          onChange={(event) => onChange({ ...form, note: event.currentTarget.value })}
        />
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'refuse',
              label: t('refuseGo', { amount }),
              danger: true,
              blocked: form.reason === null ? t('chooseReason') : null,
              onPress: () => onGo(t('pinForRefuse', { amount })),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
