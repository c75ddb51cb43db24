import { pino } from 'pino';
import {
  changeTenderEndpoint,
  counterRefundEndpoint,
  handRefundEndpoint,
  payDebtEndpoint,
  retryRefundEndpoint,
} from '../../../modules/omnichannel/refunds/contracts.ts';
import { payAttempt } from '../../../modules/omnichannel/refunds/pay.ts';
import { simulatedProvider } from '../../../modules/omnichannel/refunds/provider/simulated.ts';
import { noticeSecret } from '../../../modules/omnichannel/refunds/take-notice.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { http, type Command, type Play } from './command.ts';
import { shopOf } from './world.ts';

/** A part of a refund of these orders, as the tables say. */
interface Part {
  readonly refundId: string;
  readonly partId: string;
  readonly tender: string;
  readonly natural: string;
  readonly state: string;
  /** Tried in vain by the provider, unless it is paid or being paid. */
  readonly attempts: number;
  readonly locationId: string;
}

async function partsOf({ world, orderIds }: Play): Promise<Part[]> {
  const { rows } = await world.server.database.db.raw<{ rows: Part[] }>(
    `select r.id as "refundId", p.id as "partId", p.tender, p.natural_tender as "natural", p.state,
       (select count(*)::integer from oc_refund_attempt where part_id = p.id) as attempts,
       r.location_id as "locationId"
     from oc_refund as r join oc_refund_part as p on p.refund_id = r.id
     where r.origin_id = any (?) order by r.proposed_at, p.place`,
    [[...orderIds]],
  );
  return rows;
}

const REFUSALS = [
  'refund-in-other-state',
  'tender-not-available',
  'instrument-never-cash',
  'cash-forbidden',
  'consent-needed',
  'counter-tender-needed',
  'other-tender-not-yours',
];

/** Whether it goes through is asked of the parts; that no cent goes twice, of the invariants. */
function settling(name: string, send: Command['send'], wanted: string | null): Command {
  return {
    name,
    send,
    judge: (_, outcome, fresh) => {
      if (!('slug' in outcome)) {
        return fresh && wanted !== null ? `paid, the notebook says ${wanted}` : null;
      }
      if (fresh && wanted === null) return `refused with ${outcome.slug}`;
      return REFUSALS.includes(outcome.slug) ? null : `refused with ${outcome.slug}`;
    },
  };
}

async function anyPart(play: Play, fits: (part: Part) => boolean): Promise<Part | null> {
  const parts = await partsOf(play);
  const fitting = parts.filter(fits);
  const from = play.dice.happens(0.88) ? fitting : parts;
  return from.length === 0 ? null : play.dice.pick(from);
}

const isCounter = (tender: string): tender is 'cash' | 'card-terminal' =>
  tender === 'cash' || tender === 'card-terminal';
const given = (refundId: string, tender?: 'cash' | 'card-terminal') => ({
  refundId,
  ...(tender ? { tender } : {}),
});

export async function payAtCounter(play: Play): Promise<Command | null> {
  const part = await anyPart(
    play,
    ({ tender, state }) => isCounter(tender) && state === 'authorised',
  );
  if (!part) return null;
  const { refundId } = part;
  const ours = (await partsOf(play)).filter(
    (each) => each.refundId === refundId && isCounter(each.tender),
  );
  // As the screens do: they say what was given. Who says nothing is asked when it goes two ways.
  const tender = isCounter(part.tender) && play.dice.happens(0.8) ? part.tender : undefined;
  const said = ours.filter((each) => tender === undefined || each.tender === tender);
  const unclear = new Set(said.map((each) => each.tender)).size > 1;
  const fits = said.some(({ state }) => state === 'authorised' || state === 'paid');
  const as = shopOf(play.world, part.locationId).clerk;
  const send = http(play, counterRefundEndpoint, given(refundId, tender), as);
  const wanted = unclear ? 'counter-tender-needed' : fits ? null : 'refund-in-other-state';
  return settling('payAtCounter', send, wanted);
}

export async function retry(play: Play): Promise<Command | null> {
  const part = await anyPart(play, ({ state }) => state === 'failed');
  if (!part) return null;
  const { refundId, partId } = part;
  const as = shopOf(play.world, part.locationId).colleague;
  const wanted = part.state === 'failed' ? null : 'refund-in-other-state';
  return settling('retry', http(play, retryRefundEndpoint, { refundId, partId }, as), wanted);
}

const CONSENT = { textVersion: 1, language: 'it', manner: 'spoken' } as const;

export async function otherTender(play: Play): Promise<Command | null> {
  const part = await anyPart(play, ({ state }) => state === 'failed' || state === 'authorised');
  if (!part) return null;
  const { refundId, partId, natural } = part;
  const tender = play.dice.pick(['cash', 'by-hand', 'return-voucher'] as const);
  const agreed = play.dice.happens(0.85);
  const input = { refundId, partId, tender, ...(agreed ? { consent: CONSENT } : {}) };
  const office = play.dice.happens(0.5);
  const as = office ? play.world.office : shopOf(play.world, part.locationId).clerk;
  const send = http(play, changeTenderEndpoint, input, as);
  if (part.state !== 'failed' && part.state !== 'authorised') {
    return settling('otherTender', send, 'refund-in-other-state');
  }
  const refused =
    !office && natural !== tender && part.attempts === 0
      ? 'other-tender-not-yours'
      : !agreed && natural !== tender
        ? 'consent-needed'
        : tender === 'return-voucher'
          ? 'tender-not-available'
          : null;
  const command = settling('otherTender', send, refused);
  // A gift card never becomes cash: what was paid by hand may have been one.
  const gift = tender === 'cash' && natural === 'by-hand';
  return gift
    ? { ...command, judge: (notes, outcome) => command.judge(notes, outcome, false) }
    : command;
}

export async function payByHand(play: Play): Promise<Command | null> {
  const part = await anyPart(
    play,
    ({ state, tender }) => state === 'failed' || (state === 'authorised' && tender === 'by-hand'),
  );
  if (!part) return null;
  const { refundId, partId } = part;
  const input = { refundId, partId, reference: `CRO ${newId().slice(-6)}` };
  const send = http(play, handRefundEndpoint, input, play.world.office);
  if (part.state === 'paying') {
    // Only what the provider was never called for: it may have been, or not.
    const command = settling('payByHand', send, null);
    return { ...command, judge: (notes, outcome) => command.judge(notes, outcome, false) };
  }
  const payable = part.state === 'failed' || part.state === 'authorised';
  return settling('payByHand', send, payable ? null : 'refund-in-other-state');
}

/** The office pays what is owed on record for what was cancelled. */
export async function payDebt(play: Play): Promise<Command | null> {
  const { world, orderIds, dice } = play;
  const due = await world.server.database
    .db('oc_refund_due')
    .whereIn('order_id', orderIds)
    .select<{ id: string; state: string }[]>('id', 'state');
  if (due.length === 0) return null;
  const { id: refundDueId } = dice.pick(due);
  const send = http(play, payDebtEndpoint, { refundDueId }, world.office);
  return {
    name: 'payDebt',
    send,
    judge: (_, outcome) =>
      'slug' in outcome && !['debt-paid-already', 'refund-in-other-state'].includes(outcome.slug)
        ? `refused with ${outcome.slug}`
        : null,
  };
}

/** The provider is called for everything it has to pay, and is not always well. */
export async function callProvider(play: Play): Promise<Command | null> {
  const attemptIds = await openAttempts(play);
  if (attemptIds.length === 0) return null;
  return {
    name: 'callProvider',
    alone: true,
    send: () => callFor(play, attemptIds),
    judge: () => null,
  };
}

export async function openAttempts({ world, orderIds }: Play): Promise<string[]> {
  const { rows } = await world.server.database.db.raw<{ rows: { id: string }[] }>(
    `select a.id from oc_refund_attempt as a join oc_refund_part as p on p.id = a.part_id
     where p.origin_id = any (?) and a.state in ('intended', 'unknown')`,
    [[...orderIds]],
  );
  return rows.map(({ id }) => id);
}

export async function callFor({ world }: Play, attemptIds: readonly string[]): Promise<void> {
  const { db } = world.server.database;
  const secret = noticeSecret(world.server.keyring, 'simulated');
  const provider = simulatedProvider({ db, secret });
  const log = pino({ level: 'silent' });
  await Promise.all(attemptIds.map((attemptId) => payAttempt({ db, log, provider }, attemptId)));
}

/** All the money goes where it should: failed parts are paid by the office, the rest at the counter. */
export async function payEverything(play: Play): Promise<void> {
  const { server, office } = play.world;
  for (let round = 0; round < 60; round += 1) {
    await callFor(play, await openAttempts(play));
    const open = (await partsOf(play)).filter(
      ({ state }) => state !== 'paid' && state !== 'cancelled',
    );
    if (open.length === 0) return;
    const [part] = open.filter(({ state }) => state !== 'paying');
    if (!part) continue;
    const { refundId, partId } = part;
    if (part.state === 'authorised' && isCounter(part.tender)) {
      const as = shopOf(play.world, part.locationId).clerk;
      await server.call(counterRefundEndpoint, given(refundId, part.tender), { as });
    } else if (part.state === 'failed' && play.dice.happens(0.5)) {
      const as = shopOf(play.world, part.locationId).clerk;
      await server.call(retryRefundEndpoint, { refundId, partId }, { as });
    } else {
      const reference = `CRO ${round}`;
      await server.call(handRefundEndpoint, { refundId, partId, reference }, { as: office });
    }
  }
  throw new Error('money that never arrives');
}
