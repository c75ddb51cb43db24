import { IconWifi, IconWifiOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useConnection } from '../connection.ts';
import { useCopy } from '../copy.ts';
import { shellCopy } from './copy.ts';

/** «In linea» or «Senza rete»: icon, word, colour. */
export function ConnectionState({ words = true }: { readonly words?: boolean }): ReactElement {
  const t = useCopy(shellCopy);
  const { online } = useConnection();
  const Shape = online ? IconWifi : IconWifiOff;
  return (
    <span className="bt-connection" data-online={online} role="status">
      <Shape size={20} stroke={1.8} aria-hidden="true" />
      <span className={words ? undefined : 'bt-aloud'}>{t(online ? 'online' : 'offline')}</span>
    </span>
  );
}
