import { IconCheck, type Icon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { Role } from '../theme/tokens.ts';
import { ActionButton, type Action } from './Action.tsx';
import './badge.css';
import './states.css';

/** Nothing here, said as good news, with the next thing to do. */
export function EmptyState({
  title,
  children,
  icon: Shape = IconCheck,
  role = 'pronto',
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: Icon;
  readonly role?: Role;
  readonly action?: Action;
}): ReactElement {
  return (
    <div className="bt-empty" data-role={role}>
      <span className="bt-empty-tile">
        <Shape size={32} stroke={1.8} aria-hidden="true" />
      </span>
      <h2 className="bt-empty-title">{title}</h2>
      {children !== undefined && <div className="bt-empty-text">{children}</div>}
      {action && <ActionButton action={action} />}
    </div>
  );
}
