import { defineCopy } from '../../../../server/ui/copy.ts';

/** What comes back and why, in the words of the counter: the wizard, the file and the inbox say it alike. */
export const thingCopy = defineCopy('omnichannel.returned-things', {
  it: {
    withdrawal: 'Ha cambiato idea',
    guarantee: 'È difettoso',
    commercial: 'Reso commerciale',
    error: 'Errore nostro',
    otherReason: 'Altro motivo',
    A: 'Come nuovo',
    B: 'Aperto o provato',
    C: 'Rovinato',
    otherGrade: 'Da vedere',
    'original-tender': 'rimborso come ha pagato',
    'other-tender': 'rimborso in altro modo',
    voucher: 'buono di reso',
    exchange: 'cambio',
    otherOutcome: 'rimborso',
  },
  en: {
    withdrawal: 'Changed their mind',
    guarantee: 'It is faulty',
    commercial: 'Goodwill return',
    error: 'Our mistake',
    otherReason: 'Another reason',
    A: 'As new',
    B: 'Opened or tried',
    C: 'Damaged',
    otherGrade: 'To be seen',
    'original-tender': 'refund as it was paid',
    'other-tender': 'refund another way',
    voucher: 'return voucher',
    exchange: 'exchange',
    otherOutcome: 'refund',
  },
});

type Key = keyof (typeof thingCopy)['it'];

function known(word: string, otherwise: Key): Key {
  return word in thingCopy.it ? (word as Key) : otherwise;
}

export function reasonKey(reason: string): Key {
  return known(reason, 'otherReason');
}

export function gradeKey(grade: string): Key {
  return known(grade, 'otherGrade');
}

export function outcomeKey(outcome: string): Key {
  return known(outcome, 'otherOutcome');
}
