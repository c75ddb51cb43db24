import { expect } from 'chai';
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { addPrinterEndpoint, testPrinterEndpoint } from '../../modules/base/printing/contracts.ts';
import { cancelOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { reportShortEndpoint } from '../../modules/omnichannel/picking/contracts.ts';
import { takeEndpoint } from '../../modules/omnichannel/pickup/work-contracts.ts';
import { holdCart } from '../../modules/store-system/holds/contracts.ts';
import { placeReservation } from '../../modules/store-system/reservations/contracts.ts';
import { writeShopKey } from '../../seeds/demo/write-people.ts';
import type { Endpoint } from '../../server/http/contract.ts';
import { useServer, type Caller, type TestServer } from '../support/api.ts';
import { knownTexts, requestOf, type FuzzedRequest } from '../support/fuzz-request.ts';
import { valid, type KnownTexts } from '../support/fuzz.ts';
import { makeApproval } from '../support/make/approval.ts';
import { makeCustomer } from '../support/make/customer.ts';
import { makeGtin, makeItem } from '../support/make/item.ts';
import { makeLocation } from '../support/make/location.ts';
import { makeOrder } from '../support/make/order.ts';
import { makePaidOrder, makeRefund, listenToTrialMoney } from '../support/make/refund.ts';
import { makeTakenReturn } from '../support/make/returns.ts';
import { makeStock } from '../support/make/stock.ts';
import { makeShipments, makeTransferReasons } from '../support/make/transfer-chain.ts';
import { sendRaw } from '../support/raw-request.ts';
import { MATRIX } from './permission-matrix.ts';
import { ROLES, type Policy, type Role } from './permission-policies.ts';

/** What counts of an answer: who may not, or that somebody may, whatever became of it. */
type Verdict = 'let in' | 401 | 403 | 404;

/** Who asks, and where that one may do what the role allows: everywhere is null. */
interface Asker {
  readonly who: string;
  readonly as?: Caller;
  readonly role?: Role;
  readonly scope?: string;
  readonly at?: string | null;
}

const HERE = 'MI01';
const ELSEWHERE = 'RM01';
/** Changed by those who may change locations: not one that the others stand in. */
const CHANGED = 'TO01';

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/** The answer the table expects for this asker, about something in `target`. */
function expected(policy: Policy, asker: Asker, target: string): Verdict {
  if (policy === 'everybody') return 'let in';
  if (!asker.as || asker.who === 'a session that was ended') return 401;
  const isKey = asker.scope !== undefined;
  if (policy === 'whoever is logged in') return isKey ? 403 : 'let in';
  const has = isKey
    ? policy.keys.includes(asker.scope!)
    : asker.role !== undefined && policy.roles.includes(asker.role);
  if (!has) return 403;
  if (asker.at === null || policy.where === 'anywhere') return 'let in';
  if (policy.where === 'for the whole chain') return 403;
  if (asker.at === target) return 'let in';
  return policy.where === 'where the thing stands' ? 404 : 403;
}

/** A walk that is under way, a question to its customer, and a level to be counted again. */
async function somethingMissing(
  server: TestServer,
  locationId: string,
  clerk: Caller,
  aboutOrderId: string,
): Promise<{ waveId: string; questionId: string; recountId: string }> {
  const { db } = server.database;
  const gtin = makeGtin();
  const itemId = await makeItem(db, { gtin });
  await makeStock(db, { locationId, itemId, quantity: 5 });
  const { orderId } = await makeOrder(db, { locationId, lines: [{ gtin }] });
  const { waveId } = await server.call(takeEndpoint, { orderId }, { as: clerk });
  const { questions, recountId } = await server.call(
    reportShortEndpoint,
    { locationId, itemId, quantity: 1, reason: 'missing', orderId },
    { as: clerk },
  );
  // The order that requests are about was asked about once, too.
  await db.raw(
    `insert into oc_question
       (id, order_id, location_id, token_digest, state, proposals, fallback, rule_version, asked_at,
        deadline, tell_at, ended_at)
     select gen_random_uuid(), ?, location_id, ?, 'withdrawn', '[]', '{"kind": "partial"}', 1, now(),
       now(), now(), now()
     from oc_question where id = ?`,
    [aboutOrderId, `question of ${aboutOrderId}`, questions[0]!.questionId],
  );
  return { waveId: waveId!, questionId: questions[0]!.questionId, recountId };
}

/** A refund that somebody proposed, and a debt on record. */
async function somethingToPay(
  server: TestServer,
  locationId: string,
): Promise<{ refundId: string; partId: string; refundDueId: string }> {
  const { db } = server.database;
  const payment = { kind: 'card', amountMinor: 10_00 } as const;
  listenToTrialMoney();
  const { orderId } = await makePaidOrder(db, locationId, [payment]);
  const { refundId, parts } = await makeRefund(db, { orderId, locationId, amountMinor: 1_00 });
  const owing = await makePaidOrder(db, locationId, [payment]);
  await server.call(
    cancelOrderEndpoint,
    { orderId: owing.orderId, reason: 'cambio idea', expectedVersion: 1 },
    { as: await server.person('store-manager', locationId) },
  );
  const due = (await db('oc_refund_due').where({ order_id: owing.orderId }).first('id')) as {
    id: string;
  };
  return { refundId, partId: parts[0]!.partId, refundDueId: due.id };
}

describe('who may do what, role by role and route by route', () => {
  const server = useServer();
  const askers: Asker[] = [];
  /** What requests about a location are filled with. */
  const forms = new Map<string, Form>();

  before(async function () {
    this.timeout(60_000);
    const { db } = server.database;
    for (const id of [HERE, ELSEWHERE, CHANGED]) await makeLocation(db, { id });
    const gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    await makeTransferReasons(db);
    await makeStock(db, { locationId: CHANGED, itemId, quantity: 10 });
    const customerId = await makeCustomer(db);
    // Those whom nobody needs any more after this: they are logged out, revoked, given other rights.
    const { id: accountId } = await server.person('clerk', CHANGED);
    const { id: keyId } = await server.program(['orders:read']);
    const { id: companyId } = (await db('base_company').first('id')) as { id: string };
    // The shop window asks the public API with its own key.
    await writeShopKey(db, server.keyring);
    const all = await knownTexts(server.database);
    for (const id of [HERE, ELSEWHERE]) {
      await makeStock(db, { locationId: id, itemId, quantity: 1_000 });
      const clerk = await server.person('clerk', id);
      const { orderId, lines } = await makeOrder(db, { locationId: id, lines: [{ gtin }] });
      const cart = await server.call(
        holdCart,
        { locationId: id, lines: [{ itemId, quantity: 1 }] },
        { as: clerk },
      );
      const { reservation } = await server.call(
        placeReservation,
        { askedFrom: id, locationId: id, itemId, customer: { by: 'id', customerId } },
        { as: clerk },
      );
      const printer = { name: 'Cassa 1', role: 'receipt', connection: 'browser' } as const;
      const manager = await server.person('store-manager', id);
      const { printerId } = await server.call(
        addPrinterEndpoint,
        { locationId: id, ...printer, active: true },
        { as: manager },
      );
      const { jobId } = await server.call(testPrinterEndpoint, { printerId }, { as: clerk });
      const inDoubt = await somethingMissing(server, id, clerk, orderId);
      const { approvalId } = await makeApproval(db, { locationId: id });
      const refund = await somethingToPay(server, id);
      const taken = await makeTakenReturn(db, id);
      const moved = await makeShipments(db, { here: id, there: CHANGED, itemId });
      const texts = {
        ...inDoubt,
        ...moved,
        ...taken,
        approvalId,
        ...refund,
        printerId,
        jobId,
        locationId: id,
        askedFrom: id,
        orderId,
        lineId: lines[0]!.lineId,
        holdId: cart.holds[0]!.holdId,
        reservationId: reservation.reservationId,
        accountId,
        keyId,
        companyId,
        itemId,
        gtin,
        customerId,
        channel: 'web',
      };
      forms.set(id, { known: all, texts: new Map(Object.entries(texts)) });
    }

    const ended = await server.person('store-manager', null);
    await db.raw('update core_session set ended_at = now() where account_id = ?', [ended.id]);
    const nowhere = await server.person('clerk', HERE);
    await db.raw('delete from core_assignment where account_id = ?', [nowhere.id]);
    askers.push(
      { who: 'nobody' },
      { who: 'a session that was ended', as: ended, at: null },
      { who: 'somebody without a shop or a role', as: nowhere },
    );
    for (const role of ROLES) {
      const title = role.replaceAll('-', ' ');
      askers.push(
        { who: `${title} of one shop`, as: await server.person(role, HERE), role, at: HERE },
        { who: `${title} everywhere`, as: await server.person(role, null), role, at: null },
      );
    }
    const scopes = server.app.manifests.flatMap(({ keyScopes = {} }) => Object.keys(keyScopes));
    for (const scope of scopes) {
      askers.push(
        {
          who: `a key with ${scope} of one shop`,
          as: await server.program([scope], { locationIds: [HERE] }),
          scope,
          at: HERE,
        },
        { who: `a key with ${scope}`, as: await server.program([scope]), scope, at: null },
      );
    }
  });

  /** Asks as a client would that fills in the form; a few times, when the form was filled in wrongly. */
  async function verdictOf(
    endpoint: Endpoint,
    policy: Policy,
    { as }: Asker,
    target: string,
  ): Promise<Verdict | 400> {
    let verdict: Verdict | 400 = 400;
    for (let attempt = 1; attempt <= 25; attempt += 1) {
      const request = requestFor(endpoint, forms.get(target)!, attempt);
      const { method, address, headers, body } = request;
      const { status } = await sendRaw(`${server.url}${address}`, {
        method,
        headers,
        ...(as ? { as } : {}),
        ...(body === undefined ? {} : { body }),
      });
      verdict = verdictIn(status, policy);
      if (verdict !== 400) return verdict;
    }
    return verdict;
  }

  it('has a line for each endpoint, and an endpoint for each line', () => {
    expect(Object.keys(MATRIX).sort()).to.deep.equal(server.app.endpoints.map(nameOf).sort());
  });

  for (const [name, policy] of Object.entries(MATRIX)) {
    it(name, async function () {
      this.timeout(60_000);
      const endpoint = server.app.endpoints.find((each) => nameOf(each) === name)!;
      const wrong: string[] = [];
      // Where everybody may, who asks makes no difference.
      for (const asker of policy === 'everybody' ? askers.slice(0, 2) : askers) {
        for (const target of asker.at === HERE ? [HERE, ELSEWHERE] : [HERE]) {
          const hoped = expected(policy, asker, target);
          const verdict = await verdictOf(endpoint, policy, asker, target);
          if (verdict !== hoped) {
            wrong.push(`${asker.who}, about ${target}: ${verdict} instead of ${hoped}`);
          }
        }
      }
      expect(wrong.join('\n')).to.equal('');
    });
  }
});

/** 400: the form was filled in wrongly, which tells nothing about who may. */
function verdictIn(status: number, policy: Policy): Verdict | 400 {
  if (policy === 'everybody') return status === 401 || status === 403 ? status : 'let in';
  if (status === 413) return 400;
  if (status === 400 || status === 401 || status === 403) return status;
  // Elsewhere what was asked for may just not be there.
  const tells = typeof policy === 'object' && policy.where === 'where the thing stands';
  return status === 404 && tells ? 404 : 'let in';
}

/** What forms are filled in with: texts that the database knows, and the very things this is about. */
interface Form {
  readonly known: KnownTexts;
  readonly texts: ReadonlyMap<string, string>;
}

function requestFor(endpoint: Endpoint, { known, texts }: Form, seed: number): FuzzedRequest {
  const example = (endpoint.examples?.[0]?.input ?? {}) as Readonly<Record<string, unknown>>;
  const part = (schema: TSchema | undefined): Record<string, unknown> | undefined => {
    if (schema === undefined) return undefined;
    const [made] = fc.sample(valid(schema, known), { numRuns: 1, seed });
    const given = Object.entries(made as object).map(([name, value]) => [
      name,
      name in example ? example[name] : value,
    ]);
    return filledIn(Object.fromEntries(given), texts) as Record<string, unknown>;
  };
  const params = part(endpoint.params);
  if (params && nameOf(endpoint) === 'PUT /api/base/locations/:locationId') {
    params['locationId'] = CHANGED;
  }
  const body = part(endpoint.body);
  atItsEnd(nameOf(endpoint), params, body, texts);
  return requestOf(endpoint, {
    params,
    query: part(endpoint.query),
    body,
    broken: null,
    key: crypto.randomUUID(),
    version: '"1"',
  });
}

/** A transfer has two ends, and each step belongs to one of them: that one stands where it is asked about. */
function atItsEnd(
  name: string,
  params: Record<string, unknown> | undefined,
  body: Record<string, unknown> | undefined,
  texts: ReadonlyMap<string, string>,
): void {
  if (body && name === 'POST /api/store-system/transfers') body['to'] = texts.get('locationId');
  if (body && name === 'POST /api/store-system/transfers/outgoing') {
    body['from'] = texts.get('locationId');
  }
  if (params && name === 'POST /api/store-system/transfer-shipments/:shipmentId/recall') {
    params['shipmentId'] = texts.get('sentShipmentId');
  }
}

/** Members of these names get these texts, wherever they stand. */
function filledIn(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => filledIn(each, texts));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'string' ? (texts.get(name) ?? member) : filledIn(member, texts),
    ]),
  );
}
