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

export const policyNotWhole = plainProblem(
  'policy-not-whole',
  422,
  { it: 'Le regole della catena sono incomplete', en: 'The rules of the chain are incomplete' },
  {
    it: 'Per la catena serve un valore per ogni regola.',
    en: 'The chain needs a value for every rule.',
  },
);

export const PROMISE_PROBLEMS = [promiseNotLater, policyNotWhole] as const;
