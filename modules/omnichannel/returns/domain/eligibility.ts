import type { Text } from '../../../../server/kernel/text.ts';
import type { ContractFlow } from '../../orders/domain/order.ts';
import { isDistanceContract } from '../../withdrawals/domain.ts';
import { issuesInstruments } from '../../refunds/domain/tender.ts';
import { daysAfter, monthsAfter, spokenDay } from './deadlines.ts';
import { beyondDeclared, declaredNote, type DeclaredPieces } from './declared.ts';
import { excluded } from './exclusions.ts';
import type { ReturnTerms } from './policy.ts';
import type { Grade, Outcome, ReturnReason } from './return.ts';
import { ALLOWED, needs, refused, strictest, type Verdict } from './verdict.ts';

/** The sale, as far as deadlines depend on it. */
export interface SaleFacts {
  readonly now: Date;
  readonly zone: string;
  readonly flow: ContractFlow;
  /** The first moment too late to withdraw; null while pieces are still to be handed over. */
  readonly withdrawalUntil: Date | null;
}

/** One line of it: when the customer got it, what it is. */
export interface PieceFacts {
  readonly deliveredAt: Date;
  readonly category: string;
  readonly department: string;
  readonly perishable: boolean;
  /** The law lets a shop refuse it: sealed goods, made to measure. */
  readonly returnExclusion: boolean;
  /** It was sold below its price. */
  readonly reduced: boolean;
  /** The customer declared the withdrawal of these pieces in time. */
  readonly announced: boolean;
  /** What was declared of the line, beside what comes of it; absent: nothing, or nobody kept it. */
  readonly declared?: DeclaredPieces;
  /** Null: nobody has looked yet. */
  readonly sealIntact: boolean | null;
}

/** What a reason gives: its verdict, its deadline, and what the customer may get, the best first. */
export interface ReasonJudged {
  readonly reason: ReturnReason;
  readonly verdict: Verdict;
  /** A right by law: who is asked only checks. */
  readonly byLaw: boolean;
  readonly deadline: Date | null;
  readonly note: Text | null;
  readonly outcomes: readonly { readonly outcome: Outcome; readonly verdict: Verdict }[];
}

const OUTCOMES_OF: Readonly<Record<ReturnReason, readonly Outcome[]>> = {
  // The tender of the payment, unless the customer expressly agrees otherwise (art. 56).
  withdrawal: ['original-tender', 'exchange', 'voucher', 'other-tender'],
  // First repair or replacement, then the money (art. 135-bis).
  guarantee: ['exchange', 'original-tender', 'other-tender', 'voucher'],
  commercial: ['exchange', 'voucher', 'original-tender', 'other-tender'],
  error: ['original-tender', 'exchange', 'voucher', 'other-tender'],
};

/** In the first year a defect is presumed to have been there from the beginning (art. 135). */
const PRESUMED_MONTHS = 12;

/** What a line's pieces may come back for, before anything is touched. */
export function judgeReason(
  terms: ReturnTerms,
  sale: SaleFacts,
  piece: PieceFacts,
  reason: ReturnReason,
): ReasonJudged {
  const judged = JUDGES[reason](terms, sale, piece);
  const exclusion = excluded(terms, piece, reason);
  const base = strictest([judged.verdict, exclusion]);
  const outcomes = OUTCOMES_OF[reason].map((outcome) => ({
    outcome,
    verdict: strictest([base, outcomeVerdict(terms, reason, outcome)]),
  }));
  const open = outcomes.some(({ verdict }) => verdict.verdict !== 'refused');
  return {
    ...judged,
    reason,
    verdict: base.verdict === 'refused' || open ? base : strictest(outcomes.map((o) => o.verdict)),
    outcomes,
  };
}

/** What a condition means for a reason. */
export function judgeGrade(terms: ReturnTerms, reason: ReturnReason, grade: Grade): Verdict {
  const rule = terms.grades.find((one) => one.grade === grade && one.reason === reason);
  if (!rule) return ALLOWED;
  if (rule.verdict === 'refused') {
    return refused(
      'grade',
      { it: `Condizione ${grade}: non si riprende`, en: `Condition ${grade}: not taken back` },
      {
        it: 'Il capo porta segni d’uso: per questo motivo di reso non possiamo riprenderlo.',
        en: 'The piece shows signs of wear: for this reason we cannot take it back.',
      },
    );
  }
  return needs(rule.verdict, 'grade', {
    it: `Condizione ${grade}: il valore può essere diminuito`,
    en: `Condition ${grade}: its value may have gone down`,
  });
}

type Judge = (
  terms: ReturnTerms,
  sale: SaleFacts,
  piece: PieceFacts,
) => Pick<ReasonJudged, 'verdict' | 'byLaw' | 'deadline' | 'note'>;

const JUDGES: Readonly<Record<ReturnReason, Judge>> = {
  withdrawal: judgeWithdrawal,
  guarantee: judgeGuarantee,
  commercial: judgeCommercial,
  error: judgeError,
};

function judgeWithdrawal(
  { withdrawal }: ReturnTerms,
  { now, zone, flow, withdrawalUntil: deadline }: SaleFacts,
  { announced, declared }: PieceFacts,
): ReturnType<Judge> {
  const byLaw = isDistanceContract(flow);
  if (!byLaw && !withdrawal.alsoInStore) {
    const verdict = refused(
      'not-at-a-distance',
      { it: 'Acquisto concluso in negozio', en: 'A purchase concluded in the store' },
      {
        it: 'L’acquisto si è concluso in negozio: la legge non dà il diritto di ripensarci. Possiamo offrire un cambio.',
        en: 'The purchase was concluded in the store: the law gives no right to change one’s mind. We can offer an exchange.',
      },
    );
    return { verdict, byLaw, deadline: null, note: null };
  }
  if (announced) {
    return { verdict: ALLOWED, byLaw, deadline, note: declaredNote(declared) };
  }
  if (deadline === null || now < deadline) return { verdict: ALLOWED, byLaw, deadline, note: null };
  const day = spokenDay(zone, deadline);
  const verdict = declared ? beyondDeclared(declared, day) : withdrawalOver(day);
  return { verdict, byLaw, deadline, note: null };
}

function withdrawalOver(day: Text): Verdict {
  return refused(
    'withdrawal-over',
    { it: `Recesso possibile fino al ${day.it}`, en: `Withdrawal was possible until ${day.en}` },
    {
      it: `Il termine per il recesso è finito il ${day.it}. Possiamo vedere se vale un cambio.`,
      en: `The time to withdraw ended on ${day.en}. We can see whether an exchange is possible.`,
    },
  );
}

function judgeGuarantee(
  { guarantee }: ReturnTerms,
  { now, zone }: SaleFacts,
  { deliveredAt }: PieceFacts,
): ReturnType<Judge> {
  const shows = monthsAfter(zone, deliveredAt, guarantee.months);
  const deadline = monthsAfter(zone, deliveredAt, guarantee.months + guarantee.claimMonths);
  const note = {
    it: 'Prima la sostituzione o la riparazione; se non si può, il rimborso del prezzo pagato.',
    en: 'Replacement or repair first; where that is not possible, the price that was paid.',
  };
  if (now >= deadline) {
    const day = spokenDay(zone, deadline);
    const verdict = refused(
      'guarantee-over',
      { it: `Garanzia legale finita il ${day.it}`, en: `Legal guarantee ended on ${day.en}` },
      {
        it: `La garanzia legale è finita il ${day.it}.`,
        en: `The legal guarantee ended on ${day.en}.`,
      },
    );
    return { verdict, byLaw: true, deadline, note };
  }
  if (now >= shows) {
    const verdict = needs('store-manager', 'defect-shown-in-time', {
      it: 'Il difetto deve essersi mostrato entro 24 mesi: va verificato',
      en: 'The defect must have shown within 24 months: to be checked',
    });
    return { verdict, byLaw: true, deadline, note };
  }
  const presumed = now < monthsAfter(zone, deliveredAt, PRESUMED_MONTHS);
  const verdict = presumed
    ? ALLOWED
    : needs('store-manager', 'defect-to-prove', {
        it: 'Oltre l’anno il difetto d’origine non è presunto: va verificato',
        en: 'After a year an original defect is not presumed: to be checked',
      });
  return { verdict, byLaw: true, deadline, note };
}

function judgeCommercial(
  { commercial }: ReturnTerms,
  { now, zone }: SaleFacts,
  { deliveredAt }: PieceFacts,
): ReturnType<Judge> {
  const deadline = daysAfter(zone, deliveredAt, commercial.days);
  const agreed = daysAfter(zone, deliveredAt, Math.max(commercial.days, commercial.agreedDays));
  const facts = { byLaw: false, deadline, note: null };
  if (commercial.days > 0 && now < deadline) return { ...facts, verdict: ALLOWED };
  if (now < agreed && commercial.agreedDays > 0) {
    const verdict = needs('store-manager', 'commercial-late', {
      it: `Oltre i ${commercial.days} giorni: serve un’autorizzazione`,
      en: `After ${commercial.days} days: somebody must agree`,
    });
    return { ...facts, verdict };
  }
  const day = spokenDay(zone, agreed);
  const verdict = refused(
    'commercial-over',
    { it: `Cambi e resi fino al ${day.it}`, en: `Exchanges and returns until ${day.en}` },
    {
      it: `Il termine per cambi e resi è finito il ${day.it}. Se il capo ha un difetto vale la garanzia.`,
      en: `The time for exchanges and returns ended on ${day.en}. If the piece is defective the guarantee holds.`,
    },
  );
  return { ...facts, verdict };
}

function judgeError(
  { error }: ReturnTerms,
  { now, zone }: SaleFacts,
  { deliveredAt }: PieceFacts,
): ReturnType<Judge> {
  const deadline = daysAfter(zone, deliveredAt, error.days);
  const facts = { byLaw: false, deadline, note: null };
  if (now < deadline) return { ...facts, verdict: ALLOWED };
  const verdict = needs('store-manager', 'error-late', {
    it: `Errore segnalato dopo ${error.days} giorni`,
    en: `An error reported after ${error.days} days`,
  });
  return { ...facts, verdict };
}

const NO_VOUCHERS = refused(
  'instrument',
  { it: 'Buoni non ancora attivi', en: 'Vouchers not active yet' },
  {
    it: 'Non possiamo ancora emettere buoni: scegli un cambio o un altro mezzo, se il cliente è d’accordo.',
    en: 'We cannot issue vouchers yet: choose an exchange or another means, if the customer agrees.',
  },
);

/** What a reason gives besides the goods going back: money, another piece, a voucher. */
function outcomeVerdict(terms: ReturnTerms, reason: ReturnReason, outcome: Outcome): Verdict {
  if (outcome === 'other-tender') {
    return needs(terms.otherTender, 'other-tender', {
      it: 'Rimborso con un mezzo diverso dal pagamento',
      en: 'A refund by another means than the payment',
    });
  }
  if (outcome === 'voucher' && !issuesInstruments()) return NO_VOUCHERS;
  if (reason === 'guarantee' && outcome === 'voucher') {
    return refused(
      'guarantee-pays-money',
      { it: 'Un difetto non si rimborsa con un buono', en: 'A defect is not refunded by voucher' },
      {
        it: 'Per un difetto il rimborso torna sul mezzo di pagamento.',
        en: 'For a defect the refund goes back to the means of payment.',
      },
    );
  }
  if (reason !== 'commercial' || outcome !== 'original-tender') return ALLOWED;
  const says = {
    it: 'Ripensamento oltre la legge: cambio, non denaro',
    en: 'A change of mind beyond the law: exchange, not money',
  };
  if (terms.commercial.money === 'allowed') return ALLOWED;
  return terms.commercial.money === 'needs-approval'
    ? needs('store-manager', 'commercial-money', says)
    : refused('commercial-money', says, {
        it: 'Per questo reso possiamo fare un cambio.',
        en: 'For this return we can offer an exchange or a voucher.',
      });
}
