import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { io } from 'socket.io-client';
import {
  changeLanguageEndpoint,
  changeLocationEndpoint,
  meEndpoint,
} from '../../auth/contracts.ts';
import { createLiveClient } from '../../live/client.ts';
import { LIVE_PATH } from '../../live/protocol.ts';
import { reached, unreached } from '../connection.ts';
import { useClient } from '../contract.ts';
import { useCopy } from '../copy.ts';
import { createLiveViews, LiveContext, type LiveViews } from '../live.ts';
import { speak } from '../language.ts';
import { forgetAll } from '../offline/kept-queries.ts';
import { problemOf } from '../problem.ts';
import { clearTold, tellScan } from '../scan/handlers.ts';
import type { ModuleScreens, Screen } from '../screen.ts';
import { filledSlots, SlotContext } from '../slots.tsx';
import { lockForSwitch } from './access.ts';
import { ME_KEY } from './Gate.tsx';
import { leave } from './leaving.ts';
import { shellCopy } from './copy.ts';
import { allows, placeOf, useSession, type Session } from './session.ts';
import { AppShell, type ShellDoings } from './Shell.tsx';

/** A restart of the server or a handheld that changes its access point is no outage: wait a moment. */
const CALLED_OFFLINE_AFTER_MS = 3_000;

/** Everything that needs to know who is logged in: the live connection, the rail, the shell. */
export function Inside({
  modules,
}: {
  readonly modules: readonly ModuleScreens[];
}): ReactElement | null {
  const session = useSession();
  const present = useMemo(
    () => modules.filter(({ module }) => module === 'core' || session.modules.includes(module)),
    [modules, session.modules],
  );
  const screens = useMemo(() => screensFor(present, session), [present, session]);
  const slots = useMemo(
    () => filledSlots(present.flatMap(({ slots: filled }) => filled ?? [])),
    [present],
  );
  const live = useLive(session.person.id);
  const doings = useDoings();
  if (!live) return null;
  return (
    <LiveContext value={live}>
      <SlotContext value={slots}>
        <AppShell modules={present} screens={screens} doings={doings} />
      </SlotContext>
    </LiveContext>
  );
}

/** The screens this person may open, as the rail shows them. */
export function screensFor(
  modules: readonly ModuleScreens[],
  session: Pick<Session, 'permissions'>,
): readonly Screen[] {
  const place = ({ navigation }: Screen) => navigation?.order ?? Number.MAX_SAFE_INTEGER;
  return modules
    .flatMap(({ screens }) => screens)
    .filter(({ permission }) => permission === null || allows(session, permission))
    .sort((a, b) => place(a) - place(b));
}

/** One live connection for each person at this page. */
function useLive(personId: string): LiveViews | null {
  const queries = useQueryClient();
  const [live, setLive] = useState<LiveViews | null>(null);
  useEffect(() => {
    const client = createLiveClient(() =>
      io({
        path: LIVE_PATH,
        transports: ['websocket'],
        autoConnect: false,
        reconnection: false,
      }),
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.onConnection((connected) => {
      clearTimeout(timer);
      if (connected) reached();
      else timer = setTimeout(unreached, CALLED_OFFLINE_AFTER_MS);
    });
    setLive(createLiveViews(queries, client));
    return () => {
      clearTimeout(timer);
      stop();
      client.close();
    };
  }, [queries, personId]);
  return live;
}

function useDoings(): ShellDoings {
  const client = useClient();
  const queries = useQueryClient();
  const t = useCopy(shellCopy);
  const here = placeOf(useSession())?.name ?? null;
  return useMemo(() => {
    return {
      switchPerson: () => {
        // Locked first: whatever the network does, the next person does not see this one's work.
        lockForSwitch();
        leave(client);
      },
      logOut: () => {
        leave(client);
        // The next page ends the session if nobody has answered by then.
        void forgetAll(queries).then(() => window.location.assign('/'));
      },
      changeLanguage: (language) => {
        // At once, whatever the network does; the server remembers it for the other devices.
        speak(language);
        const change = async () => {
          const me = await client.call(changeLanguageEndpoint, { language });
          queries.setQueryData(ME_KEY, me);
        };
        void change().catch(() => undefined);
      },
      changeLocation: (locationId) => {
        const change = async () => {
          const me = await client.call(changeLocationEndpoint, { locationId });
          queries.setQueryData(ME_KEY, me);
          clearTold();
        };
        void change().catch((error: unknown) => {
          const { title, detail } = problemOf(error);
          tellScan({
            outcome: 'refused',
            title: here === null ? t('stillNowhere') : t('stillAt', { name: here }),
            detail: detail ?? title,
          });
        });
      },
      tryNow: () => void client.call(meEndpoint, {}).catch(() => undefined),
    };
  }, [client, queries, here, t]);
}
