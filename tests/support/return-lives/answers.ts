import {
  answerOfferEndpoint,
  approveEndpoint,
  counterEndpoint,
  refuseEndpoint,
  withdrawEndpoint,
} from '../../../modules/omnichannel/approvals/answer-contracts.ts';
import { answerOverdue } from '../../../modules/omnichannel/approvals/unanswered.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Caller } from '../api.ts';
import { http, refusedWith, type Command, type Play } from './command.ts';
import { anyFile } from './custody.ts';
import * as book from './notebook.ts';
import { PIN, shopOf } from './world.ts';

const MANAGER_LIMIT = 500_00;
const NOT_THEIRS = ['own-request', 'beyond-own-limit', 'approval-unknown', 'forbidden'];

/** A file that waits for an answer, if there is one. */
function askedOne(play: Play, states: readonly book.Filed['decision'][]): book.Filed | null {
  const file = anyFile(play, ({ decision }) => states.includes(decision));
  return file?.asked ? file : null;
}

/** Whoever may be asked, and now and then somebody else. */
function decider({ world, dice }: Play, file: book.Filed): Caller {
  const { manager } = shopOf(world, file.shop);
  if (dice.happens(0.05)) return (file.shop === world.here.id ? world.there : world.here).manager;
  return file.asked!.role === 'store-manager' && dice.happens(0.8) ? manager : world.office;
}

function mayDecide({ world }: Play, file: book.Filed, who: Caller): boolean {
  const { by, role, amountMinor } = file.asked!;
  if (who.id === by) return false;
  if (who === world.office) return true;
  const own = who === shopOf(world, file.shop).manager;
  return own && role === 'store-manager' && amountMinor <= MANAGER_LIMIT;
}

/** What somebody who decides says: it counts once, and only while nobody else has said something. */
function answering(
  play: Play,
  { returnId }: book.Filed,
  who: Caller,
  outcome: book.Outcome,
  notes: book.Notes,
  effect: (file: book.Filed) => void,
  wantedOf: (file: book.Filed) => string | null = () => null,
): string | null {
  const file = notes.files.get(returnId)!;
  const theirs = mayDecide(play, file, who);
  const open = file.decision === 'pending';
  if ('slug' in outcome) {
    if (theirs && open && file.asked!.perhapsHigher && outcome.slug === 'beyond-own-limit') {
      file.asked!.role = 'web-store-manager';
      return null;
    }
    if (!theirs)
      return NOT_THEIRS.includes(outcome.slug)
        ? null
        : refusedWith(outcome.slug, true, 'forbidden');
    return refusedWith(outcome.slug, true, open ? wantedOf(file) : 'approval-moved');
  }
  if (!theirs) return '7 decided by somebody who may not';
  if (!open) return 'decided although it was not open';
  const wanted = wantedOf(file);
  if (wanted !== null) return `answered, the notebook says ${wanted}`;
  effect(file);
  return null;
}

export async function approve(play: Play): Promise<Command | null> {
  const file = askedOne(play, ['pending']);
  if (!file) return null;
  const who = decider(play, file);
  const { approvalId } = file.asked!;
  return {
    name: 'approve',
    send: http(play, approveEndpoint, { approvalId, pin: PIN }, who),
    judge: (notes, outcome) =>
      answering(play, file, who, outcome, notes, (now) => book.approve(notes, now)),
  };
}

export async function refuse(play: Play): Promise<Command | null> {
  const file = askedOne(play, ['pending']);
  if (!file) return null;
  const who = decider(play, file);
  const input = {
    approvalId: file.asked!.approvalId,
    pin: PIN,
    reason: 'outside-the-rules' as const,
  };
  return {
    name: 'refuse',
    send: http(play, refuseEndpoint, input, who),
    judge: (notes, outcome) =>
      answering(play, file, who, outcome, notes, (now) => book.end(now, 'refused')),
  };
}

export async function counter(play: Play): Promise<Command | null> {
  const file = askedOne(play, ['pending']);
  if (!file) return null;
  const who = decider(play, file);
  const offer = offerOf(play, file.asked!.amountMinor);
  const input = { approvalId: file.asked!.approvalId, pin: PIN, offer };
  return {
    name: 'counter',
    send: http(play, counterEndpoint, input, who),
    judge: (notes, outcome) =>
      answering(
        play,
        file,
        who,
        outcome,
        notes,
        (now) => Object.assign(now, { decision: 'countered', offer }),
        (now) =>
          offer.kind === 'amount' && offer.amountMinor >= now.asked!.amountMinor
            ? 'offer-too-high'
            : offer.kind === 'tender' && offer.tender === 'return-voucher'
              ? 'tender-not-available'
              : now.outcome === 'exchange' &&
                  (offer.kind === 'tender' || (offer.kind === 'amount' && now.backMinor === 0))
                ? 'offer-unfit'
                : null,
      ),
  };
}

function offerOf({ dice }: Play, askedMinor: number): book.Offer {
  const kind = dice.weighted([
    ['amount', 5],
    ['tender', 3],
    ['repair', 2],
  ] as const);
  const note = null;
  if (kind === 'repair') return { kind, note };
  if (kind === 'tender') {
    return {
      kind,
      note,
      tender: dice.pick(['cash', 'cash', 'by-hand', 'return-voucher'] as const),
    };
  }
  return {
    kind,
    note,
    amountMinor: dice.whole(1, Math.max(1, askedMinor + Number(dice.happens(0.1)))),
  };
}

const UNTAKEABLE = ['tender-not-available', 'instrument-never-cash', 'cash-forbidden'];

/** What the customer says to what was offered instead. */
export async function answerOffer(play: Play): Promise<Command | null> {
  const file = askedOne(play, ['countered']);
  if (!file) return null;
  const { returnId } = file;
  const { approvalId } = file.asked!;
  const agreed = play.dice.happens(0.7);
  const as = shopOf(play.world, file.shop).colleague;
  return {
    name: agreed ? 'takeOffer' : 'declineOffer',
    send: http(play, answerOfferEndpoint, { approvalId, agreed }, as),
    judge: (notes, outcome, fresh) => {
      const now = notes.files.get(returnId)!;
      const open = now.decision === 'countered';
      if ('slug' in outcome) {
        const tender = agreed && open && now.offer!.kind === 'tender';
        if (tender && UNTAKEABLE.includes(outcome.slug)) return null;
        return refusedWith(outcome.slug, fresh, open ? null : 'approval-moved', ['approval-moved']);
      }
      if (!open) return 'an offer that does not stand was answered';
      if (!agreed) Object.assign(now, { decision: 'pending', offer: null });
      else agree(notes, now);
      return null;
    },
  };
}

function agree(notes: book.Notes, file: book.Filed): void {
  const offer = file.offer!;
  if (offer.kind === 'repair') {
    book.end(file, 'repair');
    return;
  }
  if (offer.kind === 'amount') file.backMinor = offer.amountMinor;
  book.approve(notes, file);
}

export async function withdraw(play: Play): Promise<Command | null> {
  const file = askedOne(play, ['pending', 'countered']);
  if (!file) return null;
  const { returnId } = file;
  const as = shopOf(play.world, file.shop).clerk;
  return {
    name: 'withdraw',
    send: http(play, withdrawEndpoint, { approvalId: file.asked!.approvalId }, as),
    judge: (notes, outcome, fresh) => {
      const now = notes.files.get(returnId)!;
      const wanted = book.isOpen(now) ? null : 'approval-moved';
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, ['approval-moved']);
      if (wanted !== null) return 'what was decided was withdrawn';
      book.end(now, 'withdrawn');
      return null;
    },
  };
}

/** Nobody answers, and the time is over: another role is asked, or the rule says no. */
export async function runOut(play: Play): Promise<Command | null> {
  const file = askedOne(play, ['pending', 'countered']);
  if (!file || !book.isOpen(file)) return null;
  const { db } = play.world.server.database;
  const id = file.asked!.approvalId;
  const wholly = file.decision === 'countered' || play.dice.happens(0.2);
  return {
    name: 'runOut',
    alone: true,
    send: async () => {
      await db.raw(
        `update oc_approval set requested_at = requested_at - interval '2 days',
           answer_by = now() - interval '1 minute'
           ${wholly ? `, ends_at = now() - interval '1 minute'` : ''}
         where id = ? and state in ('waiting', 'countered')`,
        [id],
      );
      await inTransaction(db, systemActor('sweeps'), (tx) => answerOverdue(tx));
    },
    judge: (notes) => {
      const now = notes.files.get(file.returnId)!;
      if (!wholly && now.asked!.role === 'store-manager') now.asked!.role = 'web-store-manager';
      else book.end(now, wholly ? 'expired' : 'refused');
      return null;
    },
  };
}
