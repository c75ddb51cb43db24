import { Checkbox, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { instantOfWall } from '../../../../server/kernel/time.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import {
  listDeliveriesEndpoint,
  listEndpointsEndpoint,
  replayEndpoint,
} from '../../../../server/webhooks/contracts.ts';
import { FormActions } from '../../access/ui/FormActions.tsx';
import { copy } from './copy.ts';

const DAY_MINUTES = 24 * 60;

/** Everything of some days again: after the program has been away, or was set up anew. */
export function ReplayDialog({
  endpointId,
  onClose,
}: {
  readonly endpointId: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const { zone } = useFormat().reader;
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [missedOnly, setMissedOnly] = useState(true);
  const replay = useCommandOf(replayEndpoint, {
    refreshes: [listDeliveriesEndpoint, listEndpointsEndpoint],
    onDone: onClose,
  });
  const blocked = replay.offline ? t('needsNetwork') : from === '' ? t('from') : null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked !== null) return;
    void replay.send({
      endpointId,
      missedOnly,
      from: instantOfWall(zone, from, 0).toISOString(),
      ...(until === '' ? {} : { to: instantOfWall(zone, until, DAY_MINUTES).toISOString() }),
    });
  };
  return (
    <Dialog opened onClose={onClose} title={t('againTitle')}>
      <form className="ba-form" onSubmit={submit}>
        <p>{t('againText')}</p>
        <div className="ba-pair">
          <TextInput
            type="date"
            label={t('from')}
            value={from}
            data-autofocus
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('until')}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        <Checkbox
          label={t('missedOnly')}
          checked={missedOnly}
          onChange={(event) => setMissedOnly(event.currentTarget.checked)}
        />
        {replay.problem && <ErrorState problem={replay.problem} reading={false} />}
        <FormActions
          label={t('sendAgain')}
          blocked={blocked}
          pending={replay.pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
