import { useEffect, useRef, useState } from 'react';
import type { Outcome } from '../../../../server/ui/attempt.ts';

/**
 * The answer to the last thing that was asked, `first` to begin with; what was asked before may come later
 * and is passed over.
 */
export function useLastAnswer<I, R>(
  send: (input: I) => Promise<Outcome<R>>,
  first: I,
): { readonly reply: R | null; readonly ask: (input: I) => void } {
  const [reply, setReply] = useState<R | null>(null);
  const turns = useRef(0);
  const begin = useRef(first);
  const ask = useRef<(input: I) => void>(() => undefined);
  ask.current = (input) => {
    const turn = (turns.current += 1);
    void send(input).then((outcome) => {
      if (outcome.done && turn === turns.current) setReply(outcome.reply);
    });
  };
  useEffect(() => ask.current(begin.current), []);
  return { reply, ask: (input) => ask.current(input) };
}
