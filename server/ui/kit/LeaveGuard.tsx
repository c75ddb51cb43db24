import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { kitCopy } from './copy.ts';
import { Dialog } from './Dialog.tsx';

/**
 * Stands on a screen as long as something on it is begun and not saved: Esc, «Indietro», the rail, the keys
 * and the codes of other screens ask before they lead away. What a screen does itself when it has saved
 * (`replace`) is not asked about.
 */
export function LeaveGuard(): ReactElement | null {
  const t = useCopy(kitCopy);
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next, action }) =>
      action !== 'REPLACE' && current.pathname !== next.pathname,
    enableBeforeUnload: true,
    withResolver: true,
  });
  if (leaving.status !== 'blocked') return null;
  return (
    <Dialog opened onClose={leaving.reset} title={t('unsavedTitle')}>
      <p>{t('unsavedText')}</p>
      <div className="bt-dialog-actions">
        <Button onClick={leaving.proceed}>{t('leave')}</Button>
        <Button variant="filled" data-autofocus onClick={leaving.reset}>
          {t('stay')}
        </Button>
      </div>
    </Dialog>
  );
}
