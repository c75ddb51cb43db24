import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useId, type ReactElement } from 'react';
import './actions.css';
import { useLayout } from './layout.ts';

/** One thing a person can do on a screen: the label says verb and what, «Consegna 2 pezzi». */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon;
  readonly onPress: () => void;
  /** Why it cannot be done now, shown beside it: «Serve la rete», «Manca lo scaffale». */
  readonly blocked?: string | null;
  readonly pending?: boolean;
  /** Red: only on the last confirmation, with the amount in the label. */
  readonly danger?: boolean;
  /** Handhelds show only its icon. */
  readonly compact?: boolean;
  /** The key that does the same, shown on desktop; the screen listens for it. */
  readonly hotkey?: string;
}

/** The button of an action; `primary` fills it: one a screen. */
export function ActionButton({
  action,
  primary = false,
  iconOnly = false,
  size = 'md',
  grow = false,
}: {
  readonly action: Action;
  readonly primary?: boolean;
  readonly iconOnly?: boolean;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly grow?: boolean;
}): ReactElement {
  const reasonId = useId();
  const { label, icon: Shape, onPress, blocked, pending, danger, hotkey } = action;
  const desktop = useLayout() === 'desktop';
  const shape = Shape && <Shape size={20} stroke={1.8} aria-hidden="true" />;
  return (
    <span className="bt-action" data-grow={grow} data-primary={primary}>
      {blocked != null && (
        <span id={reasonId} className="bt-action-reason">
          {blocked}
        </span>
      )}
      <Button
        size={size}
        variant={primary ? 'filled' : 'default'}
        color={danger ? 'ritardo' : 'inchiostro'}
        fullWidth={grow}
        disabled={blocked != null}
        loading={pending ?? false}
        leftSection={iconOnly ? undefined : shape}
        rightSection={
          hotkey !== undefined && desktop ? (
            <kbd className="bt-key" aria-hidden="true">
              {hotkey}
            </kbd>
          ) : undefined
        }
        aria-keyshortcuts={hotkey}
        aria-label={iconOnly ? label : undefined}
        aria-describedby={blocked != null ? reasonId : undefined}
        data-primary={primary || undefined}
        onClick={onPress}
      >
        {iconOnly ? shape : label}
      </Button>
    </span>
  );
}
