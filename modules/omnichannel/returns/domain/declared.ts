import type { Text } from '../../../../server/kernel/text.ts';
import { refused, type Verdict } from './verdict.ts';

/** A withdrawal the customer declared online, of one line, beside what comes of it. */
export interface DeclaredPieces {
  /** Declared, and not come yet. */
  readonly pieces: number;
  /** On this file, as a withdrawal. */
  readonly coming: number;
}

/** More come than were declared, too late: those that were can come alone. */
export function beyondDeclared({ pieces, coming }: DeclaredPieces, day: Text): Verdict {
  const { it, en } = piecesInWords(pieces);
  return refused(
    'withdrawal-over',
    {
      it: `Recesso dichiarato per ${it}, ne tornano ${coming}: per il resto era possibile fino al ${day.it}`,
      en: `Withdrawal declared for ${en}, ${coming} come back: for the rest it was possible until ${day.en}`,
    },
    {
      it: `Il recesso è stato dichiarato in tempo per ${it}. Per il resto il termine è finito il ${day.it}: possiamo vedere se vale un cambio o un buono.`,
      en: `The withdrawal was declared in time for ${en}. For the rest the time ended on ${day.en}: we can see whether an exchange or a voucher is possible.`,
    },
  );
}

export function declaredNote(declared: DeclaredPieces | undefined): Text {
  if (!declared) return { it: 'Recesso già dichiarato online', en: 'Withdrawal declared online' };
  const { it, en } = piecesInWords(declared.pieces);
  return {
    it: `Recesso già dichiarato online per ${it}`,
    en: `Withdrawal declared online for ${en}`,
  };
}

function piecesInWords(count: number): Text {
  if (count === 1) return { it: '1 pezzo', en: '1 piece' };
  return { it: `${count} pezzi`, en: `${count} pieces` };
}
