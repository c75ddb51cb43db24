import { ActionIcon } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../copy.ts';
import { useShell } from '../shell/shell.ts';
import { ActionButton, type Action } from './Action.tsx';
import './actions.css';
import { kitCopy } from './copy.ts';

export interface Actions {
  /** The next step: one filled button a screen. */
  readonly primary?: Action;
  readonly secondary?: readonly Action[];
  /** What stands left of the buttons on desktop: «8 prezzi modificati». */
  readonly note?: ReactNode;
}

/** The foot of a screen: primary at the right; on handhelds full width, with the scan button. */
export function ActionBar({
  primary,
  secondary = [],
  note,
  place,
}: Actions & { readonly place: 'bottom' | 'aside' | 'hand' }): ReactElement | null {
  if (place === 'hand') return <HandBar primary={primary} secondary={secondary} />;
  if (!primary && secondary.length === 0 && note === undefined) return null;
  if (place === 'aside') {
    return (
      <div className="bt-bar" data-place="aside">
        {primary && <ActionButton action={primary} primary grow />}
        {secondary.length > 0 && (
          <div className="bt-bar-others">
            {secondary.map((action) => (
              <ActionButton key={action.id} action={action} grow />
            ))}
          </div>
        )}
      </div>
    );
  }
  return (
    <div className="bt-bar" data-place="bottom">
      {note !== undefined && <div className="bt-bar-note">{note}</div>}
      {secondary.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      {primary && <ActionButton action={primary} primary />}
    </div>
  );
}

function HandBar({
  primary,
  secondary,
}: {
  readonly primary: Action | undefined;
  readonly secondary: readonly Action[];
}): ReactElement {
  const t = useCopy(kitCopy);
  const { openCamera } = useShell();
  return (
    <div className="bt-bar" data-place="hand">
      {/* A screen whose next step is scanning has the camera as its primary action. */}
      {primary?.id !== 'scan' && (
        <ActionIcon
          className="bt-scan-button"
          aria-label={t('scanWithCamera')}
          onClick={openCamera}
        >
          <IconScan size={24} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      )}
      {secondary.map((action) => (
        <ActionButton
          key={action.id}
          action={action}
          iconOnly={action.compact === true}
          grow={action.compact !== true}
        />
      ))}
      {primary && <ActionButton action={primary} primary grow />}
    </div>
  );
}
