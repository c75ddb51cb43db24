import { Select, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { approvalEndpoint } from '../contracts.ts';
import { approvalCopy } from './copy.ts';
import type { FormProps } from './RefuseForm.tsx';

/** This one request to a colleague, who then may answer it too. */
export function DelegateForm({ row, form, onChange, onGo, onClose }: FormProps): ReactElement {
  const t = useCopy(approvalCopy);
  const card = useQueryOf(approvalEndpoint, { approvalId: row.approvalId });
  const chosen = card.data?.people.find(({ id }) => id === form.personId);
  return (
    <Dialog opened onClose={onClose} title={t('delegateTitle')}>
      <div className="oc-decide">
        <Shown reading={card} what={t('cannotReadOne')}>
          {({ people }) =>
            people.length === 0 ? (
              <p>{t('noDelegates')}</p>
            ) : (
              <Select
                label={t('delegateTo')}
                searchable
                data={people.map(({ id, name }) => ({ value: id, label: name }))}
                value={form.personId}
                onChange={(personId) => onChange({ ...form, personId })}
              />
            )
          }
        </Shown>
        <TextInput
          label={t('delegateNote')}
          maxLength={500}
          value={form.note}
          onChange={(event) => onChange({ ...form, note: event.currentTarget.value })}
        />
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'hand-on',
              label: chosen ? t('delegateGo', { name: chosen.name }) : t('delegate'),
              blocked: chosen ? null : t('choosePerson'),
              onPress: () => onGo(t('pinForDelegate', { name: chosen!.name })),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
