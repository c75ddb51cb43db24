import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';
import type { Language } from '../../../server/kernel/text.ts';

/** A step that the transfer's state does not allow (any more). */
export const transferState = problemType<{ readonly state: string }>('transfer-state', 409, {
  it: {
    title: 'Il trasferimento è cambiato',
    detail: ({ state }) =>
      `Adesso il trasferimento è «${word('it', state)}». Guarda la versione nuova.`,
  },
  en: {
    title: 'The transfer has changed',
    detail: ({ state }) => `The transfer is now “${word('en', state)}”. Look at the new version.`,
  },
});

/** More pieces than were agreed, picked or sent. */
export const tooManyPieces = problemType<{
  readonly lineId: string;
  readonly asked: number;
  readonly most: number;
}>('too-many-pieces', 409, {
  it: {
    title: 'Troppi pezzi',
    detail: ({ asked, most }) =>
      `Ne indichi ${asked}, al massimo ${most === 1 ? 'può essere 1' : `possono essere ${most}`}. Controlla la quantità.`,
  },
  en: {
    title: 'Too many pieces',
    detail: ({ asked, most }) => `You say ${asked}; it can be ${most} at most. Check the quantity.`,
  },
});

/** A piece was scanned that this transfer does not ask for. */
export const notOnTransfer = problemType<{ readonly gtin: string }>('not-on-transfer', 409, {
  it: {
    title: 'Articolo non previsto',
    detail: ({ gtin }) => `Il trasferimento non chiede l’articolo ${gtin}.`,
  },
  en: {
    title: 'Not on this transfer',
    detail: ({ gtin }) => `The transfer does not ask for item ${gtin}.`,
  },
});

/** A line that is not on this transfer, or not on this shipment's paper. */
export const lineUnknown = problemType<{ readonly lineId: string }>('line-not-on-transfer', 422, {
  it: {
    title: 'Riga non prevista',
    detail: () => 'Una riga non appartiene a questo trasferimento. Apri di nuovo il trasferimento.',
  },
  en: {
    title: 'Not a line of this transfer',
    detail: () => 'A line does not belong to this transfer. Open the transfer again.',
  },
});

/** Somebody says that all has come, and has not counted every line: nothing counts as arrived by itself. */
export const linesNotCounted = problemType<{ readonly lineIds: readonly string[] }>(
  'lines-not-counted',
  422,
  {
    it: {
      title: 'Righe non contate',
      detail: ({ lineIds }) =>
        lineIds.length === 1
          ? 'Manca il conteggio di una riga. Se non è arrivato niente, scrivi 0.'
          : `Manca il conteggio di ${lineIds.length} righe. Dove non è arrivato niente, scrivi 0.`,
    },
    en: {
      title: 'Lines not counted',
      detail: ({ lineIds }) =>
        lineIds.length === 1
          ? 'One line has no count. If nothing came, write 0.'
          : `${lineIds.length} lines have no count. Where nothing came, write 0.`,
    },
  },
);

/** Fewer pieces were picked than agreed, and nobody has said why. */
export const shortPickUnexplained = problemType<{ readonly lineIds: readonly string[] }>(
  'short-pick-unexplained',
  422,
  {
    it: {
      title: 'Pezzi non raccolti',
      detail: ({ lineIds }) =>
        lineIds.length === 1
          ? 'Una riga non è completa. Di’ perché il pezzo non parte.'
          : `${lineIds.length} righe non sono complete. Di’ perché i pezzi non partono.`,
    },
    en: {
      title: 'Pieces not picked',
      detail: ({ lineIds }) =>
        lineIds.length === 1
          ? 'One line is not complete. Say why the piece does not go.'
          : `${lineIds.length} lines are not complete. Say why the pieces do not go.`,
    },
  },
);

/** A difference cannot have been this, or was resolved already. */
export const resolutionUnfit = problemType<{
  readonly kind: string;
  readonly resolution: string;
  readonly answers: string;
}>('resolution-unfit', 422, {
  it: {
    title: 'Soluzione non adatta',
    detail: () => 'Per questa differenza scegli una delle soluzioni proposte.',
  },
  en: {
    title: 'This does not explain it',
    detail: () => 'Choose one of the explanations offered for this difference.',
  },
});

export const discrepancyResolved = problemType<{ readonly by: string }>(
  'discrepancy-resolved',
  409,
  {
    it: {
      title: 'Differenza già chiusa',
      detail: ({ by }) => `L’ha già chiusa ${by}.`,
    },
    en: {
      title: 'Already cleared',
      detail: ({ by }) => `${by} has already cleared it.`,
    },
  },
);

/** A yes to nothing, a shipment of nothing: the word for that is no. */
export const nothingToSend = plainProblem(
  'nothing-to-send',
  422,
  { it: 'Nessun pezzo da mandare', en: 'Nothing to send' },
  {
    it: 'Nessun pezzo è pronto a partire. Raccogli almeno un pezzo, oppure rifiuta o annulla.',
    en: 'No piece is ready to leave. Pick at least one, or decline or cancel.',
  },
);

/** From a place to itself, or to one that is closed for good. */
export const noSuchWay = problemType<{ readonly from: string; readonly to: string }>(
  'no-such-way',
  422,
  {
    it: {
      title: 'Trasferimento impossibile',
      detail: ({ from, to }) =>
        from === to
          ? 'Partenza e arrivo sono la stessa ubicazione.'
          : `Da ${from} a ${to} non si può trasferire: una delle due non è attiva.`,
    },
    en: {
      title: 'No such transfer',
      detail: ({ from, to }) =>
        from === to
          ? 'It would begin and end at the same location.'
          : `Nothing can go from ${from} to ${to}: one of them is not active.`,
    },
  },
);

function word(language: Language, state: string): string {
  return WORDS[language][state] ?? state;
}

const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  it: {
    requested: 'richiesto',
    declined: 'rifiutato',
    draft: 'in preparazione',
    picked: 'pronto a partire',
    'in-transit': 'in viaggio',
    'partly-received': 'ricevuto in parte',
    discrepancy: 'con differenze da chiarire',
    received: 'ricevuto',
    cancelled: 'annullato',
    counted: 'contato, con differenze da chiarire',
    closed: 'chiuso',
  },
  en: {
    requested: 'requested',
    declined: 'declined',
    draft: 'in preparation',
    picked: 'ready to go',
    'in-transit': 'on its way',
    'partly-received': 'partly received',
    discrepancy: 'with differences to be cleared',
    received: 'received',
    cancelled: 'cancelled',
    counted: 'counted, with differences to be cleared',
    closed: 'closed',
  },
};

export const TRANSFER_PROBLEMS = [
  transferState,
  tooManyPieces,
  nothingToSend,
  notOnTransfer,
  lineUnknown,
  linesNotCounted,
  shortPickUnexplained,
  resolutionUnfit,
  discrepancyResolved,
  noSuchWay,
] as const;
