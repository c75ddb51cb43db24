import type { Resolution } from '../../transfers/domain/words.ts';

interface Movement {
  readonly reasonCode: string;
  readonly documentKind: string;
  readonly change: number;
}

/** The word of each reason that the ledger gives what cleared a difference of a transfer. */
const CLEARED: Readonly<Record<`transfer-${Resolution}`, `transfer_${Resolution}`>> = {
  'transfer-lost': 'transfer_lost',
  'transfer-damaged': 'transfer_damaged',
  'transfer-miscount': 'transfer_miscount',
  'transfer-mis-shipped': 'transfer_mis-shipped',
  'transfer-arrived': 'transfer_arrived',
  'transfer-back': 'transfer_back',
};

function isCleared(reasonCode: string): reasonCode is keyof typeof CLEARED {
  return reasonCode in CLEARED;
}

/** What a movement was, as a word of the ledger; null: a correction, which has the name of its reason. */
export function movementWord({ reasonCode, documentKind, change }: Movement) {
  if (isCleared(reasonCode)) return CLEARED[reasonCode];
  switch (reasonCode) {
    case 'transfer':
      return change > 0 ? 'transfer_in' : 'transfer_out';
    case 'sale':
      return saleWord(documentKind);
    case 'customer-return':
      return 'reason_return';
    case 'receipt':
      return documentKind === 'transfer' ? 'transfer_in' : 'reason_receipt';
    case 'condition':
      return 'reason_condition';
    default:
      return documentKind === 'import' ? 'reason_import' : null;
  }
}

/** What we hand over ourselves has documents of ours; a till calls its own what it likes. */
function saleWord(documentKind: string) {
  if (documentKind === 'reservation') return 'reason_reserved';
  return documentKind === 'handover' ? 'reason_handover' : 'reason_sale';
}
