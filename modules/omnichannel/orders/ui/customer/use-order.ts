import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { createClient, ProblemError } from '../../../../../server/http/client.ts';
import type { ReplyOf } from '../../../../../server/http/contract.ts';
import type { Language } from '../../../../../server/kernel/text.ts';
import { sayIn, type Say } from '../../../../../server/ui/copy.ts';
import type { Reader } from '../../../../../server/ui/kit/format.ts';
import { currentLanguage, speak } from '../../../../../server/ui/language.ts';
import { customerOrder } from '../../public-contracts.ts';
import { copy } from './copy.ts';

export type Order = ReplyOf<typeof customerOrder.read>;

/** A visitor's page: no session, no shell, its own small client. */
export const client = createClient({ baseUrl: '', language: currentLanguage });

const ASK_AGAIN_MS = 4_000;

export interface OrderReading {
  readonly order: Order | null;
  readonly problem: unknown;
  /** When what is shown was read; null while it is fresh. */
  readonly staleSince: Date | null;
  readonly again: () => void;
  /** What a command answered: shown at once. */
  readonly take: (order: Order) => void;
}

/** The order of a link, asked again and again while somebody looks. */
export function useOrder(token: string): OrderReading {
  const [order, setOrder] = useState<Order | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [readAt, setReadAt] = useState<Date | null>(null);
  const take = useCallback((next: Order) => {
    // An older answer that comes late says nothing any more.
    setOrder((now) => (now && now.version > next.version ? now : next));
    setProblem(null);
    setReadAt(new Date());
  }, []);
  const again = useCallback(() => {
    client.call(customerOrder.read, { token }).then(take, setProblem);
  }, [token, take]);
  useEffect(() => {
    again();
    const timer = setInterval(() => {
      if (!document.hidden) again();
    }, ASK_AGAIN_MS);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [again]);
  return { order, problem, staleSince: problem && order ? readAt : null, again, take };
}

export function isUnknown(problem: unknown): boolean {
  return problem instanceof ProblemError && (problem.status === 404 || problem.status === 400);
}

export interface Speaking {
  readonly t: Say<(typeof copy)['it']>;
  readonly reader: Reader;
}

const SpeakingContext = createContext<Speaking | null>(null);
export const SpeakingPlace = SpeakingContext.Provider;

export function useSpeaking(): Speaking {
  const speaking = use(SpeakingContext);
  if (!speaking) throw new Error('the page says in which language it speaks');
  return speaking;
}

/** Words in a language, times on the shop's clock. */
export function useSpeakingIn(language: Language, zone: string): Speaking {
  useEffect(() => speak(language), [language]);
  return useMemo(
    () => ({ t: sayIn(copy, language), reader: { language, zone } }),
    [language, zone],
  );
}

/** Which part of the page is open: in the address, so that “back” closes it. */
export function usePart(): [part: string, open: (part: string) => void] {
  const part = useSyncExternalStore(
    (tell) => {
      addEventListener('hashchange', tell);
      return () => removeEventListener('hashchange', tell);
    },
    () => location.hash.slice(1),
  );
  return [
    part,
    (next) => {
      if (next === '' && location.hash !== '') history.back();
      else location.hash = next;
      scrollTo(0, 0);
    },
  ];
}
