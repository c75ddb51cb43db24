import { problemType } from '../../../server/kernel/refusal.ts';

/** The day cannot be closed without a word about what is left open. */
export const mattersLeftOpen = problemType<{ readonly count: number }>('matters-left-open', 409, {
  it: {
    title: 'Resta qualcosa di aperto',
    detail: ({ count }) =>
      `${count === 1 ? 'Resta una cosa da fare' : `Restano ${count} cose da fare`}. Falle, o scrivi perché restano aperte.`,
  },
  en: {
    title: 'Something is left open',
    detail: ({ count }) =>
      `${count === 1 ? 'One thing is' : `${count} things are`} left to do. Do them, or write why they stay open.`,
  },
});
