import type { Knex } from 'knex';
import { databaseNow, inTransaction, type Read, type Tx } from '../db/transaction.ts';
import type { ReplyOf } from '../http/contract.ts';
import type { Routes } from '../http/routes.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbidden } from '../kernel/problems.ts';
import type { Actor } from './actor.ts';
import { accountById, changeAccount, setSecret } from './accounts.ts';
import {
  changeLanguageEndpoint,
  changeLocationEndpoint,
  changePasswordEndpoint,
  changePinEndpoint,
  currentDeviceEndpoint,
  enrolDeviceEndpoint,
  logInEndpoint,
  logOutEndpoint,
  meEndpoint,
  pingEndpoint,
  switchPersonEndpoint,
} from './contracts.ts';
import { setCookie } from './cookies.ts';
import { credentialsById } from './credentials.ts';
import { enrolDevice, peopleAt } from './devices.ts';
import { sessionEnded } from './events.ts';
import type { GuessRule } from './guesses.ts';
import {
  deviceHere,
  logIn,
  logOut,
  switchPerson,
  type LogInSurroundings,
  type Visit,
} from './log-in.ts';
import { meOf } from './me.ts';
import { pinTooSimple, wrongPassword } from './problems.ts';
import type { Roles } from './roles.ts';
import { isSimplePin } from './secrets.ts';
import { DEVICE_COOKIE_SECONDS } from './session-limits.ts';
import { endSessions, moveSession } from './sessions.ts';

export interface SessionSurroundings extends LogInSurroundings {
  readonly roles: Roles;
  readonly modules: readonly string[];
}

/** Codes have 40 bits and live an hour; a whole shop behind one address enrols few devices. */
const CODE: GuessRule = { name: 'enrolment-code', attempts: 10, seconds: 3_600 };
const OWN_PASSWORD: GuessRule = { name: 'own-password', attempts: 5, seconds: 900 };

/** Logging in and out, changing person, and what people change about themselves. */
export function sessionRoutes(routes: Routes, around: SessionSurroundings): void {
  doorRoutes(routes, around);
  deviceRoutes(routes, around);
  ownRoutes(routes, around);
  // Answers by itself, so that nothing is asked of the database: this is the price of everything else.
  routes.raw(pingEndpoint, async ({ response }) => {
    response.status(200).json({});
  });
}

function doorRoutes(routes: Routes, around: SessionSurroundings): void {
  const me = async (db: Knex, actor: Actor) =>
    meOf({ sql: db, actor, now: await databaseNow(db) }, actor, around.roles, around.modules);
  routes.raw(logInEndpoint, async ({ input, ...visit }) => {
    const actor = await logIn(around, visit, input);
    visit.response.status(201).json(await me(around.db, actor));
  });
  routes.raw(switchPersonEndpoint, async ({ input, ...visit }) => {
    const actor = await switchPerson(around, visit, input);
    visit.response.status(201).json(await me(around.db, actor));
  });
  routes.raw(logOutEndpoint, async ({ read, ...visit }) => {
    await logOut(around, visit, read.actor);
    visit.response.status(200).json({});
  });
  routes.query(meEndpoint, (read) => meOf(read, read.actor, around.roles, around.modules));
}

function deviceRoutes(routes: Routes, around: SessionSurroundings): void {
  routes.raw(currentDeviceEndpoint, async ({ request, response }) => {
    const device = await deviceHere(around, request);
    const people = device ? await peopleAt(around.db, device.locationId) : [];
    response
      .status(200)
      .json({ device, people: [...people] } satisfies ReplyOf<typeof currentDeviceEndpoint>);
  });
  routes.raw(enrolDeviceEndpoint, async ({ request, response, requestId, read, input }) => {
    const address = request.ip ?? '';
    await around.guesses.spend(CODE, address);
    const { device, token } = await inTransaction(
      around.db,
      read.actor,
      (tx) => enrolDevice(tx, input.code),
      { requestId },
    );
    await around.guesses.giveBack(CODE, address);
    around.cache.forget((actor) => actor.deviceId === device.id);
    setCookie(response, around.cookies, around.cookies.device, token, DEVICE_COOKIE_SECONDS);
    const people = await peopleAt(around.db, device.locationId);
    response
      .status(201)
      .json({ device, people: [...people] } satisfies ReplyOf<typeof enrolDeviceEndpoint>);
  });
}

function ownRoutes(routes: Routes, around: SessionSurroundings): void {
  /** A change of one's own, seen by one's own next request. */
  const change = async (
    { read, requestId }: { read: Read; requestId: string },
    work: (tx: Tx, sessionId: string) => Promise<void>,
  ): Promise<void> => {
    const { actor } = read;
    await inTransaction(around.db, actor, (tx) => work(tx, actor.sessionId ?? ''), { requestId });
    around.cache.forget(({ id }) => id === actor.id);
  };
  const told = async (visit: Visit & { read: Read }, locationId?: string): Promise<void> => {
    const { actor } = visit.read;
    const now = { ...actor, locationId: locationId ?? actor.locationId };
    visit.response.status(200).json(await meOf(visit.read, now, around.roles, around.modules));
  };

  routes.raw(changeLocationEndpoint, async ({ input, ...visit }) => {
    const { locationId } = input;
    const { assignments } = await accountById(visit.read, visit.read.actor.id);
    const own = assignments.some((given) => [null, locationId].includes(given.locationId));
    if (!own) throw new Refusal(forbidden, { permission: 'location' });
    await change(visit, (tx, sessionId) => moveSession(tx, sessionId, locationId));
    await told(visit, locationId);
  });
  routes.raw(changeLanguageEndpoint, async ({ input, ...visit }) => {
    await change(visit, (tx) => changeAccount(tx, tx.actor.id, { language: input.language }));
    await told(visit);
  });
  routes.raw(changePinEndpoint, async ({ input, ...visit }) => {
    if (isSimplePin(input.pin)) throw new Refusal(pinTooSimple, {});
    await demandOwnPassword(around, visit.read.actor, input.password);
    const hash = await around.hasher.hash(input.pin);
    await change(visit, (tx) => setSecret(tx, tx.actor.id, 'pin', hash, 'pin-chosen'));
    visit.response.status(200).json({});
  });
  routes.raw(changePasswordEndpoint, async ({ input, ...visit }) => {
    await demandOwnPassword(around, visit.read.actor, input.password);
    const hash = await around.hasher.hash(input.newPassword);
    await change(visit, async (tx, sessionId) => {
      const { id } = tx.actor;
      await setSecret(tx, id, 'password', hash, 'password-chosen');
      const ended = await endSessions(tx, { accountId: id, except: sessionId });
      for (const session of ended) tx.record(sessionEnded(session.id, id));
    });
    visit.response.status(200).json({});
  });
}

/** Somebody at an unlocked screen is not yet the person whose screen it is. */
async function demandOwnPassword(
  { db, hasher, guesses }: SessionSurroundings,
  actor: Actor,
  password: string,
): Promise<void> {
  await guesses.spend(OWN_PASSWORD, actor.id);
  const known = await credentialsById(db, actor.id);
  if (!(await hasher.matches(known?.passwordHash ?? null, password))) {
    throw new Refusal(wrongPassword, {});
  }
  await guesses.forget(OWN_PASSWORD, actor.id);
}
