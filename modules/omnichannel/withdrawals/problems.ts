import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';

export const noWithdrawal = plainProblem(
  'no-withdrawal',
  422,
  { it: 'Qui il recesso non c’è', en: 'There is no withdrawal here' },
  {
    it: 'Questo acquisto si conclude in negozio: per cambiare idea chiedi al negozio.',
    en: 'This purchase is concluded in the store: ask the store if you change your mind.',
  },
);

export const withdrawalTooLate = problemType<{ readonly deadline: string; readonly days: number }>(
  'withdrawal-too-late',
  422,
  {
    it: {
      title: 'Il tempo per recedere è finito',
      detail: ({ days }) =>
        `Erano ${days} giorni. Il negozio può ancora aiutarti con un cambio: chiedi lì.`,
    },
    en: {
      title: 'The time to withdraw is over',
      detail: ({ days }) =>
        `There were ${days} days. The store may still help with an exchange: ask there.`,
    },
  },
);

export const nothingToWithdraw = plainProblem(
  'nothing-to-withdraw',
  422,
  { it: 'Per questi pezzi non si può recedere', en: 'These pieces cannot be withdrawn from' },
  {
    it: 'Sono già stati annullati o resi, oppure la legge li esclude. Ricarica la pagina.',
    en: 'They were cancelled or returned already, or the law excludes them. Load the page again.',
  },
);

export const WITHDRAWAL_PROBLEMS = [noWithdrawal, withdrawalTooLate, nothingToWithdraw] as const;
