import type { Icon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useText } from '../language.ts';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import { STATUS, type Status } from './status.ts';

/** A state said three times: colour, shape, word. `words` replaces the word, never the look. */
export function StatusBadge({
  status,
  words,
}: {
  readonly status: Status;
  readonly words?: string;
}): ReactElement {
  const say = useText();
  const { role, icon, words: usual } = STATUS[status];
  return (
    <Badge role={role} icon={icon}>
      {words ?? say(usual)}
    </Badge>
  );
}

/** The look of a status for something that is no status: «Codice valido», «Scansionato: Cammello, 42». */
export function Badge({
  role,
  icon: Shape,
  large,
  children,
}: {
  readonly role: Role;
  readonly icon: Icon;
  readonly large?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className="bt-badge" data-role={role} data-large={large}>
      <Shape size={large ? 20 : 16} stroke={2} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
