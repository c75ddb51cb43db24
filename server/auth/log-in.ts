import type { Request, Response } from 'express';
import type { Knex } from 'knex';
import { inTransaction } from '../db/transaction.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbidden } from '../kernel/problems.ts';
import { systemActor, type Actor } from './actor.ts';
import type { ActorCache } from './actor-cache.ts';
import { cookieIn, dropCookie, setCookie, type Cookies } from './cookies.ts';
import { credentialsById, credentialsByLogin, type Credentials } from './credentials.ts';
import { deviceByToken, type EnrolledDevice } from './devices.ts';
import { sessionEnded } from './events.ts';
import type { GuessLimiter, GuessRule } from './guesses.ts';
import type { SecretHasher } from './hashing.ts';
import { deviceNotEnrolled, wrongPassword, wrongPin } from './problems.ts';
import { tokenHash } from './secrets.ts';
import { DEMO, OFFICE, SHARED_DEVICE, type SessionLimits } from './session-limits.ts';
import { actorOfSession, endSessions, openSession } from './sessions.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Five at one's own desk, more from the whole shop's address, a hundred a day whoever tries from wherever. */
const LOGIN_HERE: GuessRule = { name: 'log-in', attempts: 5, seconds: 15 * MINUTE };
const LOGIN_ADDRESS: GuessRule = { name: 'log-in-address', attempts: 50, seconds: 15 * MINUTE };
const LOGIN_ANYWHERE: GuessRule = { name: 'log-in-day', attempts: 100, seconds: DAY };
/** A million PINs: five guesses hit one in 200,000 times, and ten a day end a patient attack. */
export const PIN_ON_DEVICE: GuessRule = { name: 'pin-device', attempts: 5, seconds: 15 * MINUTE };
export const PIN_ANYWHERE: GuessRule = { name: 'pin-day', attempts: 10, seconds: DAY };

export interface LogInSurroundings {
  readonly db: Knex;
  readonly cache: ActorCache;
  readonly cookies: Cookies;
  readonly hasher: SecretHasher;
  readonly guesses: GuessLimiter;
  readonly demo: boolean;
}

/** One request that opens or ends a session. */
export interface Visit {
  readonly request: Request;
  readonly response: Response;
  readonly requestId: string;
}

/** Opens a session for name and password. Wrong name and wrong password cannot be told apart. */
export async function logIn(
  around: LogInSurroundings,
  visit: Visit,
  asked: { readonly login: string; readonly password: string },
): Promise<Actor> {
  const { guesses, db } = around;
  const name = asked.login.trim().toLowerCase();
  const address = visit.request.ip ?? '';
  // The narrowest first: what it refuses does not count for the wider ones.
  await guesses.spend(LOGIN_HERE, `${name} ${address}`);
  await guesses.spend(LOGIN_ADDRESS, address);
  await guesses.spend(LOGIN_ANYWHERE, name);
  const known = await credentialsByLogin(db, name);
  if (!(await around.hasher.matches(known?.passwordHash ?? null, asked.password)) || !known) {
    await auditRefusal(around, visit, known, 'password');
    throw new Refusal(wrongPassword, {});
  }
  await guesses.forget(LOGIN_HERE, `${name} ${address}`);
  await guesses.giveBack(LOGIN_ANYWHERE, name);
  await guesses.giveBack(LOGIN_ADDRESS, address);
  const device = await deviceHere(around, visit.request);
  return enter(around, visit, known, device, 'password');
}

/** Changes to another person on an enrolled device. */
export async function switchPerson(
  around: LogInSurroundings,
  visit: Visit,
  asked: { readonly accountId: string; readonly pin: string },
): Promise<Actor> {
  const { guesses } = around;
  const device = await deviceHere(around, visit.request);
  if (!device) throw new Refusal(deviceNotEnrolled, {});
  const onDevice = `${asked.accountId} ${device.id}`;
  const leftHere = await guesses.spend(PIN_ON_DEVICE, onDevice);
  const leftToday = await guesses.spend(PIN_ANYWHERE, asked.accountId);
  const known = await credentialsById(around.db, asked.accountId);
  if (!(await around.hasher.matches(known?.pinHash ?? null, asked.pin)) || !known) {
    await auditRefusal(around, visit, known, 'pin', device);
    throw new Refusal(wrongPin, { attemptsLeft: Math.min(leftHere, leftToday) });
  }
  await guesses.forget(PIN_ON_DEVICE, onDevice);
  await guesses.giveBack(PIN_ANYWHERE, asked.accountId);
  if (known.locationIds !== null && !known.locationIds.includes(device.locationId)) {
    throw new Refusal(forbidden, { permission: 'location' });
  }
  return enter(around, visit, known, device, 'pin');
}

/** Ends the session of this browser, whatever its state. */
export async function logOut(around: LogInSurroundings, visit: Visit, actor: Actor): Promise<void> {
  dropCookie(visit.response, around.cookies, around.cookies.session);
  const { sessionId } = actor;
  if (sessionId === null) return;
  await inTransaction(
    around.db,
    actor,
    async (tx) => {
      const ended = await endSessions(tx, { sessionId });
      for (const { id, account_id } of ended) tx.record(sessionEnded(id, account_id));
    },
    { requestId: visit.requestId },
  );
  around.cache.forget((known) => known.sessionId === sessionId);
}

/** The device whose cookie this browser holds. */
export async function deviceHere(
  { db, cookies }: Pick<LogInSurroundings, 'db' | 'cookies'>,
  request: Request,
): Promise<EnrolledDevice | null> {
  const token = cookieIn(request.headers, cookies.device);
  return token === null ? null : deviceByToken(db, token);
}

/** A new session with a new secret, in place of whatever session this browser had. */
async function enter(
  around: LogInSurroundings,
  visit: Visit,
  known: Credentials,
  device: EnrolledDevice | null,
  openedWith: 'password' | 'pin',
): Promise<Actor> {
  const before = cookieIn(visit.request.headers, around.cookies.session);
  const previous = before && (await actorOfSession(around.db, tokenHash(before), false));
  const token = await inTransaction(
    around.db,
    entering(known.accountId, device),
    async (tx) => {
      if (previous && previous.sessionId !== null) {
        const ended = await endSessions(tx, { sessionId: previous.sessionId });
        for (const { id, account_id } of ended) tx.record(sessionEnded(id, account_id));
      }
      const session = await openSession(tx, {
        accountId: known.accountId,
        deviceId: device?.id ?? null,
        locationId: startingLocation(known, device),
        openedWith,
        limits: limitsOf(around, device),
      });
      tx.audit({
        action: 'core.logged-in',
        subject: `account:${known.accountId}`,
        locationId: device?.locationId ?? null,
        details: { sessionId: session.id, with: openedWith },
      });
      return session.token;
    },
    { requestId: visit.requestId },
  );
  if (previous) around.cache.forget((actor) => actor.sessionId === previous.sessionId);
  setCookie(visit.response, around.cookies, around.cookies.session, token);
  const actor = await actorOfSession(around.db, tokenHash(token), false);
  if (!actor) throw new Error('a session that was just opened is open');
  return actor;
}

/** In the shop where the device stands; otherwise the first of one's own. */
function startingLocation(known: Credentials, device: EnrolledDevice | null): string | null {
  const mayBeThere = (id: string): boolean => known.locationIds?.includes(id) ?? true;
  if (device && mayBeThere(device.locationId)) return device.locationId;
  return known.locationIds?.[0] ?? null;
}

function limitsOf(around: LogInSurroundings, device: EnrolledDevice | null): SessionLimits {
  if (around.demo) return DEMO;
  return device ? SHARED_DEVICE : OFFICE;
}

async function auditRefusal(
  around: LogInSurroundings,
  visit: Visit,
  known: Credentials | null,
  tried: 'password' | 'pin',
  device: EnrolledDevice | null = null,
): Promise<void> {
  const who = known ? entering(known.accountId, device) : systemActor('log-in');
  await inTransaction(
    around.db,
    who,
    async (tx) => {
      tx.audit({
        action: 'core.log-in-refused',
        // The name that was typed is not kept: people type their password there.
        subject: known ? `account:${known.accountId}` : 'account:unknown',
        locationId: device?.locationId ?? null,
        details: { with: tried },
      });
    },
    { requestId: visit.requestId },
  );
}

/** The person at the door: named in the audit, allowed nothing yet. */
function entering(accountId: string, device: EnrolledDevice | null): Actor {
  return {
    kind: 'person',
    id: accountId,
    name: '',
    language: 'it',
    locationId: null,
    deviceId: device?.id ?? null,
    sessionId: null,
    grants: new Map(),
  };
}
