import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconWifiOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, type ReactElement, type ReactNode } from 'react';
import { meEndpoint } from '../../auth/contracts.ts';
import { keyOf, readingOf, useClient } from '../contract.ts';
import { useCopy } from '../copy.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { kitCopy } from '../kit/copy.ts';
import { ZoneContext } from '../kit/use-format.ts';
import { speak } from '../language.ts';
import { forgetAll } from '../offline/kept-queries.ts';
import type { ModuleScreens, Place } from '../screen.ts';
import { unlock, useLock } from './access.ts';
import { enter, useEndingSession } from './leaving.ts';
import { LogIn } from './LogIn.tsx';
import { loginCopy } from './login-copy.ts';
import type { Entered } from './LogInParts.tsx';
import { placeOf, SessionContext, type Session } from './session.ts';

export const ME_KEY = keyOf(meEndpoint, {});

function isMe(key: readonly unknown[]): boolean {
  return key[1] === meEndpoint.path;
}

/**
 * Lets through who is logged in, and brings the session to everything inside. When the session ends, or
 * the person changes, the log-in covers the work, which stays mounted underneath.
 */
export function Gate({
  modules,
  onChangedPerson,
  children,
}: {
  readonly modules: readonly ModuleScreens[];
  readonly onChangedPerson: () => void;
  readonly children: ReactNode;
}): ReactElement | null {
  const client = useClient();
  const queries = useQueryClient();
  const lock = useLock();
  const left = useEndingSession();
  const query = useQuery({
    queryKey: ME_KEY,
    queryFn: ({ signal }) => client.call(meEndpoint, {}, { signal }),
    enabled: !left,
    staleTime: 60_000,
    retry: false,
    // Asking is how a lost network is found again.
    networkMode: 'always',
  });
  const { data: me, problem } = readingOf(query);
  useForgettingOthers(me?.person.id);
  const session = useSessionWithPlaces(me, modules);
  const onEntered: Entered = (entered) => {
    const before = me?.person.id;
    const settle = async () => {
      if (before !== undefined && before !== entered.person.id) {
        await forgetAll(queries);
        onChangedPerson();
      }
      queries.setQueryData(ME_KEY, entered);
      speak(entered.person.language);
      enter();
      unlock();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => !isMe(queryKey) });
    };
    void settle();
  };
  // Who only changes person finds the work again; who left, or left another page, does not.
  const gone = left && lock !== 'switching';
  if (session === null || gone) {
    if (gone || problem?.slug === 'unauthenticated') {
      return <LogIn lock="none" onEntered={onEntered} />;
    }
    if (problem === null) return null;
    return <Unreachable onRetry={() => void query.refetch()} />;
  }
  const covered = lock !== 'none';
  return (
    <SessionContext value={session}>
      <ZoneContext value={placeOf(session)?.zone ?? 'Europe/Rome'}>
        <div className={covered ? 'bt-covered' : undefined} inert={covered}>
          {children}
        </div>
        {covered && (
          <div className="bt-cover">
            <LogIn lock={lock} onEntered={onEntered} />
          </div>
        )}
      </ZoneContext>
    </SessionContext>
  );
}

/** Somebody else logged in elsewhere in this browser: what was kept for the last person is not theirs. */
function useForgettingOthers(personId: string | undefined): void {
  const queries = useQueryClient();
  const last = useRef(personId);
  useEffect(() => {
    const before = last.current;
    last.current = personId;
    if (before === undefined || personId === undefined || before === personId) return;
    void queries.resetQueries({ predicate: ({ queryKey }) => !isMe(queryKey) });
  }, [queries, personId]);
}

const NO_PLACES: readonly Place[] = [];

/** The session with the names of its locations, which come from the module that knows them. */
function useSessionWithPlaces(
  me: Omit<Session, 'places'> | undefined,
  modules: readonly ModuleScreens[],
): Session | null {
  const client = useClient();
  const source = modules.find(({ places }) => places !== undefined)?.places;
  const { data: named = NO_PLACES } = useQuery({
    queryKey: [source?.from.method, source?.from.path, 'places', me?.person.id],
    queryFn: ({ signal }) => source!.read(client, signal),
    enabled: me !== undefined && source !== undefined,
    staleTime: 10 * 60_000,
  });
  const language = me?.person.language;
  useEffect(() => {
    if (language) speak(language);
  }, [language]);
  return useMemo(() => {
    if (!me) return null;
    const { locationIds } = me;
    const places =
      locationIds === null ? named : named.filter(({ id }) => locationIds.includes(id));
    return { ...me, places };
  }, [me, named]);
}

/** The server was never reached: nothing to show yet. */
function Unreachable({ onRetry }: { readonly onRetry: () => void }): ReactElement {
  const t = useCopy(loginCopy);
  const kit = useCopy(kitCopy);
  useEffect(() => {
    const timer = setInterval(onRetry, 5_000);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <main className="bt-login">
      <EmptyState
        title={t('unreachable')}
        icon={IconWifiOff}
        role="attesa"
        action={{ id: 'retry', label: kit('tryNow'), onPress: onRetry }}
      >
        {t('unreachableText')}
      </EmptyState>
    </main>
  );
}
