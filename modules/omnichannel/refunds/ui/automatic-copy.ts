import { defineCopy } from '../../../../server/ui/copy.ts';

export const automaticCopy = defineCopy('omnichannel.automatic-refunds', {
  it: {
    title: 'Rimborsi dovuti che partono da soli',
    hint: 'Dopo questo tempo, perché un errore si possa ancora riprendere. Oltre l’importo decide una persona.',
    cannotRead: 'Non riusciamo a leggere la regola.',
    conflict:
      'Qualcuno ha già cambiato i rimborsi automatici. Quello che hai scritto è ancora qui: salva di nuovo se vale ancora.',
    upTo: 'Fino a',
    minutes: ' minuti',
    byHand: 'Solo a mano',
    save: 'Salva i rimborsi automatici',
  },
  en: {
    title: 'Refunds due that leave by themselves',
    hint: 'After this time, so that a mistake can still be taken back. Beyond the amount a person decides.',
    cannotRead: 'We cannot read the rule.',
    conflict:
      'Somebody has changed the automatic refunds already. What you wrote is still here: save again if it still holds.',
    upTo: 'Up to',
    minutes: ' minutes',
    byHand: 'By hand only',
    save: 'Save automatic refunds',
  },
});
