import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Problem } from '../problem.ts';
import { ErrorState } from './ErrorState.tsx';
import { Notice } from './Notice.tsx';

/**
 * Why a form was not saved: somebody was quicker, in the screen's own words, for theirs is shown now and
 * what was typed is still there; or any other refusal.
 */
export function SaveProblem({
  problem,
  conflict,
}: {
  readonly problem: Problem | null;
  readonly conflict: string;
}): ReactElement | null {
  if (problem === null) return null;
  if (problem.slug !== 'stale-revision') return <ErrorState problem={problem} reading={false} />;
  return (
    <Notice role="attesa" icon={IconAlertTriangle} strong urgent>
      {conflict}
    </Notice>
  );
}
