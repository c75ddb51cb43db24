import { plainProblem } from '../kernel/refusal.ts';

export const subscriberNotRunning = plainProblem(
  'subscriber-not-running',
  409,
  {
    it: 'Il modulo che lo elabora non è avviato',
    en: 'The module that works on it is not running',
  },
  {
    it: 'Avvia il modulo e riprova, oppure scarta l’evento.',
    en: 'Start the module and try again, or discard the event.',
  },
);

export const eventWaits = plainProblem(
  'event-waits',
  409,
  { it: 'Un evento precedente è ancora da risolvere', en: 'An earlier event comes first' },
  {
    it: 'Riprova o scarta prima quello: questo lo segue da solo.',
    en: 'Retry or discard that one first: this one follows by itself.',
  },
);
