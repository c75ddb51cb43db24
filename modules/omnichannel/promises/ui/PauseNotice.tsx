import { Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { resumeEndpoint } from '../contracts.ts';
import { policiesEndpoint } from '../policy-contracts.ts';
import { promiseCopy } from './copy.ts';

export const CAPACITY = 'omnichannel.capacity.write';

/** The shop takes no new orders now: why, until when, and the button that ends it. */
export function PauseNotice({
  locationId,
  paused,
}: {
  locationId: string;
  paused: { readonly reason: string; readonly until: string | null } | null;
}): ReactElement | null {
  const t = useCopy(promiseCopy);
  const write = useFormat();
  const may = useMay()(CAPACITY, locationId);
  const resume = useCommandOf(resumeEndpoint, { refreshes: [policiesEndpoint] });
  if (!paused) return null;
  const until = paused.until;
  const today = until !== null && write.day(until) === write.day(new Date());
  const title =
    until === null
      ? t('pausedOpen')
      : today
        ? t('pausedUntil', { time: write.clock(until) })
        : t('pausedUntilDay', { time: write.moment(until, new Date()) });
  const button = (
    <Button
      loading={resume.pending}
      disabled={resume.offline}
      onClick={() => void resume.send({ locationId })}
    >
      {t('resume')}
    </Button>
  );
  return (
    <>
      {resume.problem ? <ErrorState problem={resume.problem} reading={false} /> : null}
      <Notice
        role="attesa"
        icon={IconPlayerPause}
        strong
        title={title}
        {...(may ? { action: button } : {})}
      >
        {t('pausedWhy', { reason: paused.reason })}
      </Notice>
    </>
  );
}
