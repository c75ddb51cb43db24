import type { ReactElement, ReactNode } from 'react';
import type { Reading } from '../contract.ts';
import { ErrorState } from './ErrorState.tsx';
import { LoadingRows } from './LoadingRows.tsx';

/**
 * A reading in each of its states: skeleton while loading, the problem when it failed, the data when it
 * is there; a problem with old data shows both. Empty data is the screen's own matter.
 */
export function Shown<T>({
  reading,
  what,
  loading,
  children,
}: {
  readonly reading: Reading<T>;
  /** «Non riusciamo a leggere i ritiri.» */
  readonly what: string;
  readonly loading?: ReactNode;
  readonly children: (data: T) => ReactNode;
}): ReactElement {
  const { data, problem, asOf, retry } = reading;
  if (data === undefined && problem) {
    return <ErrorState problem={problem} what={what} onRetry={retry} />;
  }
  if (data === undefined) return <>{loading ?? <LoadingRows />}</>;
  // Without network the amber bar already tells how old the data is.
  const told = problem !== null && problem.slug !== 'offline';
  return (
    <>
      {told && <ErrorState problem={problem} what={what} onRetry={retry} asOf={asOf} />}
      {children(data)}
    </>
  );
}
