/**
 * Sends one after the other. The same content again, while the last that was asked for is on its way, is
 * that one: a double tap. Other content is another command: it waits for its turn and has its own outcome.
 */
export function inTurn<I, O>(send: (input: I) => Promise<O>): (input: I) => Promise<O> {
  let last: { readonly fingerprint: string; readonly outcome: Promise<O> } | null = null;
  return (input) => {
    const fingerprint = JSON.stringify(input);
    if (last?.fingerprint === fingerprint) return last.outcome;
    const mine = () => send(input);
    const outcome: Promise<O> = (last === null ? mine() : last.outcome.then(mine, mine)).finally(
      () => {
        if (last?.outcome === outcome) last = null;
      },
    );
    last = { fingerprint, outcome };
    return outcome;
  };
}
