import { useState } from 'react';

export interface Decision<T> {
  readonly pending: boolean;
  /** Why the last one was not taken, in words for the customer. */
  readonly refusal: string | null;
  /** What the server answers is shown at once; an old refusal is forgotten. */
  readonly send: (answer: Promise<T>) => void;
  readonly forget: () => void;
}

/** Something a customer decides on a page of theirs: sent once at a time, taken or refused. */
export function useDecision<T>(
  take: (answered: T) => void,
  on: { readonly done?: () => void; readonly refused?: () => void } = {},
): Decision<T> {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  return {
    pending,
    refusal,
    send: (answer) => {
      setPending(true);
      setRefusal(null);
      void answer
        .then(
          (answered) => {
            take(answered);
            on.done?.();
          },
          (problem: Error) => {
            setRefusal(problem.message);
            on.refused?.();
          },
        )
        .finally(() => setPending(false));
    },
    forget: () => setRefusal(null),
  };
}
