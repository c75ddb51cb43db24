import { useCommandOf } from '../../../../server/ui/contract.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import {
  discardJobEndpoint,
  finishJobEndpoint,
  retryJobEndpoint,
  testPrinterEndpoint,
} from '../contracts.ts';

/** What a person can do about a paper. Each is a command of its own; what came of it arrives live. */
export interface PrintCommands {
  readonly busy: boolean;
  readonly offline: boolean;
  readonly problem: Problem | null;
  retry(jobId: string): void;
  finish(jobId: string): void;
  discard(jobId: string): void;
  test(printerId: string): void;
}

export function usePrintCommands(): PrintCommands {
  const retry = useCommandOf(retryJobEndpoint);
  const finish = useCommandOf(finishJobEndpoint);
  const discard = useCommandOf(discardJobEndpoint);
  const test = useCommandOf(testPrinterEndpoint);
  const all = [retry, finish, discard, test];
  /** The next press is a new command, also on the same paper. */
  const done = (sent: Promise<{ readonly done: boolean }>, forget: () => void): void =>
    void sent.then((outcome) => outcome.done && forget());
  return {
    busy: all.some(({ pending }) => pending),
    offline: retry.offline,
    problem: all.find(({ problem }) => problem !== null)?.problem ?? null,
    retry: (jobId) => done(retry.send({ jobId }), retry.forget),
    finish: (jobId) => done(finish.send({ jobId }), finish.forget),
    discard: (jobId) => done(discard.send({ jobId }), discard.forget),
    test: (printerId) => done(test.send({ printerId }), test.forget),
  };
}
