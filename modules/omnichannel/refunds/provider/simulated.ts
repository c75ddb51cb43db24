import type { Knex } from 'knex';
import { sha256 } from '../../../../server/audit/canonical.ts';
import { newId } from '../../../../server/kernel/ids.ts';
import { signed } from '../../../../server/webhooks/sign.ts';
import { fateOf, type Fate } from './behaviour.ts';
import type { PaymentProvider, ProviderAnswer, ProviderNotice, ProviderRequest } from './port.ts';
import { findBooked, openBooks, type Booked } from './sql.ts';

const NOTICE_DELAY_MILLISECONDS = 40;

export interface SimulationOptions {
  /** The pool, and never a transaction of ours: its books stand in somebody else's house. */
  readonly db: Knex;
  /** What its notices are signed with. */
  readonly secret: string;
}

/**
 * A payment provider that exists only here: with delays, refusals, answers that get lost before or after
 * the money went out, and notices that come first, twice or not at all; the same seed, the same fates.
 * It keeps books of its own (`oc_simulated_refund`), so that anybody can ask what it really paid. Like a
 * real one it knows a key again and pays it once.
 */
export function simulatedProvider({ db, secret }: SimulationOptions): PaymentProvider {
  const books = openBooks(db);

  const notify = async (booked: Booked, to: string, times: number): Promise<void> => {
    const body = JSON.stringify(noticeOf(booked));
    for (let time = 0; time < times; time += 1) {
      // The same notice, with the same id, as after an answer that got lost.
      await post(to, body, signed({ id: `notice-${booked.key}`, body }, new Date(), [secret]));
    }
  };

  return {
    name: 'simulated',
    async refund(request) {
      const behaviour = await books.behaviour();
      const call = await books.call(request);
      const fate = fateOf(behaviour, request.key, call);
      await pause(fate.delayMilliseconds);
      if (fate.answer === 'hangs-before') return never();
      if (fate.answer === 'lost-before') throw new Error('simulated: the line broke');
      const booked = await books.book(bookingOf(request, fate));
      const to = call === 0 && fate.notices > 0 ? behaviour.noticesTo : null;
      if (to !== null && fate.noticeFirst) await notify(booked, to, fate.notices);
      else if (to !== null) later(() => notify(booked, to, fate.notices));
      if (fate.answer === 'hangs-after') return never();
      if (fate.answer === 'lost-after') throw new Error('simulated: the answer got lost');
      return fate.answer === 'pending' ? { status: 'pending' } : answerOf(booked);
    },
    async find(key) {
      const booked = await findBooked(db, key);
      return booked ? answerOf(booked) : null;
    },
  };
}

function bookingOf(request: ProviderRequest, { effect }: Fate): Booked {
  return {
    ...request,
    status: effect === 'paid' ? 'paid' : 'failed',
    code: effect === 'paid' ? null : 'card-refused',
    reference: `re_${sha256(request.key).slice(0, 20)}`,
  };
}

function answerOf({ status, reference, amountMinor, code }: Booked): ProviderAnswer {
  return status === 'paid'
    ? { status, reference, amountMinor }
    : { status: 'failed', code: code ?? 'refused' };
}

function noticeOf({ key, status, reference, code, amountMinor }: Booked): ProviderNotice {
  return { key, status, reference: status === 'paid' ? reference : null, code, amountMinor };
}

async function post(to: string, body: string, headers: object): Promise<void> {
  const request = {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-request-id': newId(), ...headers },
  };
  // A notice that does not arrive is a notice that was lost: the question afterwards finds out.
  await fetch(to, request).catch(() => undefined);
}

function later(work: () => Promise<void>): void {
  setTimeout(() => void work(), NOTICE_DELAY_MILLISECONDS).unref();
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds === 0
    ? Promise.resolve()
    : new Promise((wake) => setTimeout(wake, milliseconds));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
