import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Problem } from '../../../../server/ui/problem.ts';
import { statusOf } from './desk.ts';
import { fileCopy } from './file-copy.ts';
import { FileSummary, type FileProps } from './FileSummary.tsx';
import { ReturnSteps } from './ReturnSteps.tsx';

interface FrameProps extends FileProps {
  readonly primary?: Action;
  readonly secondary?: readonly Action[];
  readonly problem?: Problem | null;
  readonly children: ReactNode;
}

/** What all states of a file share: its number, its steps, and what was asked for at the right. */
export function FileFrame(props: FrameProps): ReactElement {
  const { file, asOf, primary, secondary = [], problem, children } = props;
  const t = useCopy(fileCopy);
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={[
        t('file', { number: file.number }),
        t('order', { number: orderNumber(file.orderNumber) }),
        file.customerName,
      ].join(' · ')}
      back="/resi"
      badge={<StatusBadge status={statusOf(file)} />}
      steps={<ReturnSteps stage="pieces" ready filed />}
      {...(primary ? { primary } : {})}
      secondary={secondary}
      actionsAt="aside"
      aside={<FileSummary {...props} />}
      asideLabel={t('whatWasAsked')}
      asOf={asOf}
    >
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
      {children}
    </ScreenFrame>
  );
}
