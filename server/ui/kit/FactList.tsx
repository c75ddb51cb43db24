import type { Icon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import './facts.css';

export interface Fact {
  readonly id: string;
  readonly role: Role;
  readonly icon: Icon;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** At the right: when it happened, how much it was. */
  readonly right?: ReactNode;
  /** Said lower: what has not happened yet. */
  readonly quiet?: boolean;
}

/** Things to know one under the other, each with its colour, shape and words: what happened, what to mind. */
export function FactList({
  facts,
  label,
  ordered = false,
}: {
  readonly facts: readonly Fact[];
  /** Read aloud: «Da sapere». */
  readonly label: string;
  /** What happened, in the order in which it did. */
  readonly ordered?: boolean;
}): ReactElement {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className="bt-facts" aria-label={label}>
      {facts.map(({ id, role, icon: Shape, title, detail, right, quiet }) => (
        <li key={id} data-quiet={quiet ?? false}>
          <span className="bt-tile" data-role={role}>
            <Shape size={18} stroke={1.8} aria-hidden="true" />
          </span>
          <span className="bt-fact-words">
            <span className="bt-fact-title">{title}</span>
            {detail !== undefined && <span className="bt-fact-detail">{detail}</span>}
          </span>
          {right !== undefined && <span className="bt-fact-right">{right}</span>}
        </li>
      ))}
    </List>
  );
}
