import { IconChevronRight, type Icon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import './notice.css';

/**
 * Something to know, in its colour: «Marta R. è qui, aspetta da 2 min». `strong` frames it (somebody
 * waits); `onOpen` makes the whole of it a button, for handhelds.
 */
export function Notice({
  role,
  icon: Shape,
  title,
  children,
  action,
  strong = false,
  onOpen,
  urgent = false,
}: {
  readonly role: Role;
  readonly icon: Icon;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly strong?: boolean;
  readonly onOpen?: () => void;
  /** Read aloud as soon as it appears. */
  readonly urgent?: boolean;
}): ReactElement {
  const inside = (
    <>
      <Shape className="bt-notice-icon" size={strong ? 24 : 20} stroke={1.8} aria-hidden="true" />
      <span className="bt-notice-words">
        {title !== undefined && <span className="bt-notice-title">{title}</span>}
        {children !== undefined && <span className="bt-notice-text">{children}</span>}
      </span>
    </>
  );
  if (onOpen) {
    return (
      <button
        type="button"
        className="bt-notice"
        data-role={role}
        data-strong={strong}
        onClick={onOpen}
      >
        {inside}
        <IconChevronRight size={24} stroke={1.8} aria-hidden="true" />
      </button>
    );
  }
  return (
    <div
      className="bt-notice"
      data-role={role}
      data-strong={strong}
      role={urgent ? 'alert' : undefined}
    >
      {inside}
      {action}
    </div>
  );
}
