import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { REPRINT_REASONS, reprintJobEndpoint, type PrintJobView } from '../contracts.ts';
import { printingCopy } from './copy.ts';
import { whyKey } from './why.ts';

type Reason = (typeof REPRINT_REASONS)[number];

/** Once more, with the reason on record. */
export function ReprintDialog({
  job,
  onClose,
}: {
  readonly job: PrintJobView;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(printingCopy);
  const [because, setBecause] = useState<Reason>('illegible');
  const reprint = useCommandOf(reprintJobEndpoint, { onDone: onClose });
  return (
    <Dialog opened onClose={onClose} title={t('reprintOf', { about: job.about })}>
      <div className="ba-print-form">
        <FieldChoice
          label={t('reprintTitle')}
          choices={REPRINT_REASONS.map((value) => ({ value, label: t(whyKey(value)) }))}
          value={because}
          onChange={setBecause}
        />
        {reprint.problem && <ErrorState problem={reprint.problem} reading={false} />}
        <Button
          variant="filled"
          loading={reprint.pending}
          disabled={reprint.offline}
          onClick={() => void reprint.send({ jobId: job.jobId, because })}
        >
          {t('reprint')}
        </Button>
      </div>
    </Dialog>
  );
}
