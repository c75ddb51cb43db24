import { plainProblem } from '../../../server/kernel/refusal.ts';

export const promiseNotLater = plainProblem(
  'promise-not-later',
  422,
  { it: 'La nuova ora non va bene', en: 'The new time will not do' },
  {
    it: 'Scegli un’ora futura, dopo quella promessa finora.',
    en: 'Choose a time in the future, after the one promised so far.',
  },
);

export const PROMISE_PROBLEMS = [promiseNotLater] as const;
