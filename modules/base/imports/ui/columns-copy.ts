import { defineCopy } from '../../../../server/ui/copy.ts';

export const columnsCopy = defineCopy('base.import-columns', {
  it: {
    which: 'Quale colonna è quale?',
    remembered: 'Lo dici una volta: nei prossimi file come questo le riconosciamo da soli.',
    optional: '{{column}} (facoltativa)',
    notThere: 'Non c’è',
    lacking: 'Manca: {{columns}}',
    twice: '«{{header}}» è scelta due volte',
    nothingChanged: 'Niente è cambiato',
    checkAgain: 'Controlla di nuovo',
    change: 'Cambia le colonne',
    unused: 'Colonne non usate: {{headers}}.',
    needsNetwork: 'Serve la rete',
    cannotRead: 'Non riusciamo a leggere le colonne.',
  },
  en: {
    which: 'Which column is which?',
    remembered: 'You say it once: in the next files like this one we recognise them ourselves.',
    optional: '{{column}} (optional)',
    notThere: 'Not there',
    lacking: 'Missing: {{columns}}',
    twice: '“{{header}}” was chosen twice',
    nothingChanged: 'Nothing has changed',
    checkAgain: 'Check again',
    change: 'Change the columns',
    unused: 'Columns that are not used: {{headers}}.',
    needsNetwork: 'Needs the network',
    cannotRead: 'We cannot read the columns.',
  },
});
