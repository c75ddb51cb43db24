import type { ReactElement, ReactNode } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import './queue.css';

/** The thing, and below it what matters less: «Elena M.» over «48 213 · Sito». */
export function TwoLines({
  first,
  second,
  role,
}: {
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Colours the second line: «da pagare». */
  readonly role?: Role;
}): ReactElement {
  return (
    <span className="bt-two">
      <span>{first}</span>
      <span data-role={role}>{second}</span>
    </span>
  );
}
