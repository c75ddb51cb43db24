import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { pauseEndpoint } from '../contracts.ts';
import { policiesEndpoint } from '../policy-contracts.ts';
import { promiseCopy } from './copy.ts';
import './promises.css';

type Until = 'hour' | 'closing' | 'open';
type Reason = 'busy' | 'staff' | 'fault' | 'other';

/** Which shop, and when it closes today; null when it is closed. */
export interface PausedShop {
  readonly locationId: string;
  readonly closesAt: string | null;
}

/** The shop takes no new orders: until when, why. What is usual is chosen already. */
export function PauseDialog({
  shop,
  onClose,
}: {
  shop: PausedShop;
  onClose: () => void;
}): ReactElement {
  const t = useCopy(promiseCopy);
  const write = useFormat();
  const [until, setUntil] = useState<Until>(shop.closesAt ? 'closing' : 'open');
  const [reason, setReason] = useState<Reason>('busy');
  const [words, setWords] = useState('');
  const pause = useCommandOf(pauseEndpoint, { refreshes: [policiesEndpoint], onDone: onClose });
  const end = endOf(until, shop.closesAt);
  const why = {
    busy: t('reasonBusy'),
    staff: t('reasonStaff'),
    fault: t('reasonFault'),
    other: words.trim(),
  }[reason];
  return (
    <Dialog opened onClose={onClose} title={t('pauseTitle')}>
      <div className="oc-dialog">
        <p>{t('pauseText')}</p>
        {pause.problem ? <ErrorState problem={pause.problem} reading={false} /> : null}
        <FieldChoice<Until>
          label={t('pauseUntil')}
          choices={[
            { value: 'hour', label: t('anHour') },
            ...(shop.closesAt
              ? [
                  {
                    value: 'closing' as const,
                    label: t('untilClosing'),
                    note: write.clock(shop.closesAt),
                  },
                ]
              : []),
            { value: 'open', label: t('untilResumed') },
          ]}
          value={until}
          onChange={setUntil}
        />
        <FieldChoice<Reason>
          label={t('reason')}
          choices={[
            { value: 'busy', label: t('reasonBusy') },
            { value: 'staff', label: t('reasonStaff') },
            { value: 'fault', label: t('reasonFault') },
            { value: 'other', label: t('reasonOther') },
          ]}
          value={reason}
          onChange={setReason}
        />
        {reason === 'other' ? (
          <TextInput
            label={t('reasonText')}
            maxLength={200}
            value={words}
            data-autofocus
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        ) : null}
        <div className="oc-dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            loading={pause.pending}
            disabled={why === '' || pause.offline}
            title={pause.offline ? t('needsNetwork') : undefined}
            onClick={() =>
              void pause.send({
                locationId: shop.locationId,
                reason: why,
                until: end?.toISOString() ?? null,
              })
            }
          >
            {end ? t('pauseNow', { time: write.clock(end) }) : t('pauseOpen')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function endOf(until: Until, closesAt: string | null): Date | null {
  if (until === 'open') return null;
  if (until === 'closing' && closesAt) return new Date(closesAt);
  const minute = 60_000;
  return new Date(Math.ceil((Date.now() + 60 * minute) / minute) * minute);
}
