import type { ReactElement } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import { initials } from './format.ts';
import './text.css';

/** A colleague in a circle. Read aloud by name, unless the name stands beside it. */
export function Initials({
  name,
  role = 'lavoro',
  large = false,
  filled = false,
  beside = false,
}: {
  readonly name: string;
  readonly role?: Role;
  readonly large?: boolean;
  readonly filled?: boolean;
  readonly beside?: boolean;
}): ReactElement {
  const spoken = beside
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': name } as const);
  return (
    <span
      className="bt-initials"
      data-role={role}
      data-large={large}
      data-filled={filled}
      title={beside ? undefined : name}
      {...spoken}
    >
      {initials(name)}
    </span>
  );
}
