import { Button } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useConnection } from '../connection.ts';
import { useCopy } from '../copy.ts';
import { useShell } from '../shell/shell.ts';
import { kitCopy } from './copy.ts';
import { useLayout } from './layout.ts';
import { useNow } from './now.ts';
import './states.css';
import { useFormat } from './use-format.ts';

/** The amber bar of the time without network: since when, and how old the data is. */
export function OfflineBar({ asOf }: { readonly asOf: Date | null }): ReactElement | null {
  const t = useCopy(kitCopy);
  const write = useFormat();
  const { online, since } = useConnection();
  const { tryNow } = useShell();
  const now = useNow();
  const handheld = useLayout() === 'handheld';
  if (online) return null;
  const age = asOf && asOf < since ? asOf : since;
  return (
    <div className="bt-offline" role="status">
      <IconWifiOff size={22} stroke={1.8} aria-hidden="true" />
      <p className="bt-offline-words">
        <b>{t('offlineTitle', { time: write.moment(since, now) })}</b>{' '}
        {t(handheld ? 'offlineShort' : 'offlineData', { time: write.moment(age, now) })}
      </p>
      <Button size="sm" onClick={tryNow}>
        {t('tryNow')}
      </Button>
    </div>
  );
}
