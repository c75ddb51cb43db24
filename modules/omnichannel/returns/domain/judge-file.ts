import type { ReturnTerms } from './policy.ts';
import type { Approver, Outcome, Proof } from './return.ts';
import { ALLOWED, needs, refused, strictest, type Verdict } from './verdict.ts';

/** What a whole file is judged by, beside its pieces. */
export interface FileFacts {
  readonly totalMinor: number;
  /** What goes back as money. */
  readonly backMinor: number;
  readonly outcome: Outcome;
  readonly otherTender: string | null;
  readonly proof: Proof;
  readonly channel: string;
  /** The goods belong to another company than the shop's. */
  readonly otherCompany: boolean;
  /** Files of the same customer in the thirty days before. */
  readonly filesBefore: number;
  /** What this clerk has taken back today. */
  readonly clerkTodayMinor: number;
  /** Up to which amount whoever takes it gives money back alone; null: any. */
  readonly ownLimitMinor: number | null;
  /** Who decides beyond it. */
  readonly amountBy: Approver;
}

/** Whether the file as a whole may go through: amount, tender, proof, channel, whose goods, who did what before. */
export function judgeFile(terms: ReturnTerms, facts: FileFacts): Verdict {
  return strictest([
    judgeAmount(facts),
    judgeTender(terms, facts),
    judgeProof(terms, facts),
    judgeSeller(terms, facts),
    judgeHistory(terms, facts),
  ]);
}

function judgeAmount({ backMinor, ownLimitMinor, amountBy }: FileFacts): Verdict {
  if (ownLimitMinor === null || backMinor <= ownLimitMinor) return ALLOWED;
  return needs(amountBy, 'amount', {
    it: `Oltre il limite di ${euro('it', ownLimitMinor)}`,
    en: `Above the limit of ${euro('en', ownLimitMinor)}`,
  });
}

function judgeTender(terms: ReturnTerms, facts: FileFacts): Verdict {
  if (facts.outcome !== 'other-tender') return ALLOWED;
  if (facts.otherTender === 'cash' && facts.backMinor > terms.cashUpToMinor) {
    return refused(
      'cash-limit',
      { it: 'Oltre il limite del contante', en: 'Above the limit for cash' },
      {
        it: 'La legge non permette di rimborsare questa somma in contanti.',
        en: 'The law does not allow this amount to be refunded in cash.',
      },
    );
  }
  return needs(terms.otherTender, 'other-tender', {
    it: 'Rimborso con un mezzo diverso dal pagamento',
    en: 'A refund by another means than the payment',
  });
}

function judgeProof({ withoutProof }: ReturnTerms, { proof }: FileFacts): Verdict {
  if (proof !== 'none') return ALLOWED;
  const says = { it: 'Senza prova d’acquisto', en: 'Without proof of purchase' };
  return withoutProof === 'refused'
    ? refused('proof', says, {
        it: 'Serve una prova d’acquisto: il codice, la mail dell’ordine, la tessera o un documento.',
        en: 'We need a proof of purchase: the code, the mail of the order, the card or a document.',
      })
    : needs(withoutProof, 'proof', says);
}

function judgeSeller(terms: ReturnTerms, { channel, otherCompany }: FileFacts): Verdict {
  const rule = terms.channels.find((one) => one.channel === channel);
  return strictest([
    rule
      ? needs(rule.by, 'channel', {
          it: 'Ordine di un altro canale: rimborsa chi ha venduto',
          en: 'An order of another channel: whoever sold it refunds it',
        })
      : ALLOWED,
    otherCompany
      ? needs(terms.otherCompany, 'other-company', {
          it: 'Merce di un’altra società del gruppo',
          en: 'Goods of another company of the group',
        })
      : ALLOWED,
  ]);
}

function judgeHistory({ customer, clerk }: ReturnTerms, facts: FileFacts): Verdict {
  const nth = facts.filesBefore + 1;
  const day = facts.clerkTodayMinor + facts.totalMinor;
  return strictest([
    nth >= customer.files
      ? needs(customer.by, 'customer-history', {
          it: `${nth}º reso del cliente in 30 giorni`,
          en: `Return number ${nth} of this customer in 30 days`,
        })
      : ALLOWED,
    day > clerk.dayUpToMinor
      ? needs(clerk.by, 'clerk-history', {
          it: `Con questo l’addetto oggi supera ${euro('it', clerk.dayUpToMinor)}`,
          en: `With this the clerk exceeds ${euro('en', clerk.dayUpToMinor)} today`,
        })
      : ALLOWED,
  ]);
}

/** Policies are written in the currency of the chain. */
function euro(language: 'it' | 'en', minor: number): string {
  const whole = Math.floor(minor / 100);
  const cents = String(minor % 100).padStart(2, '0');
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, language === 'it' ? '.' : ',');
  return language === 'it' ? `${grouped},${cents} €` : `€${grouped}.${cents}`;
}
