import type { Knex } from 'knex';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { recordFulfilled } from '../../../modules/omnichannel/orders/record-fulfilled.ts';
import { confirmReturn } from '../../../modules/omnichannel/returns/confirm.ts';
import type { ReturnLine, ReturnPreview } from '../../../modules/omnichannel/returns/contracts.ts';
import type { Settlement } from '../../../modules/omnichannel/returns/contract-fields.ts';
import type { ReturnTerms } from '../../../modules/omnichannel/returns/domain/policy.ts';
import { addPicture } from '../../../modules/omnichannel/returns/pictures.ts';
import { previewReturn } from '../../../modules/omnichannel/returns/preview.ts';
import type { ReturnFile } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import { registerReturns } from '../../../modules/omnichannel/returns/routes.ts';
import { makeActor } from './actor.ts';
import { makeCounter, type Counter } from './counter.ts';
import { makeGtin, makeItem } from './item.ts';
import { makeChannelActor, testSecrets, type GivenLine, type GivenOrder } from './order.ts';
import { makeReasonCode } from './reason-code.ts';
import { nextNumber } from './sequence.ts';

/** A role, and what its people may do with returns. */
const MAY = {
  clerk: [
    'omnichannel.returns.take',
    'omnichannel.returns.read',
    'omnichannel.approvals.ask',
    'omnichannel.refunds.counter',
  ],
  'store-manager': [
    'omnichannel.returns.take',
    'omnichannel.returns.read',
    'omnichannel.approvals.decide',
    'omnichannel.refunds.counter',
    'omnichannel.refunds.pay',
  ],
  'web-store-manager': [
    'omnichannel.returns.read',
    'omnichannel.approvals.decide',
    'omnichannel.refunds.counter',
    'omnichannel.refunds.pay',
  ],
} as const;

/** Somebody with an account and that role there (null = everywhere). */
export async function makePerson(
  db: Knex,
  role: keyof typeof MAY,
  locationId: string | null,
): Promise<Actor> {
  const id = newId();
  const name = `${role} ${nextNumber()}`;
  await db('core_account').insert({
    id,
    login: `${id}@test.example`,
    display_name: name,
    language: 'it',
  });
  await db('core_assignment').insert({ account_id: id, role, location_id: locationId });
  return makeActor({
    id,
    name,
    permissions: MAY[role],
    ...(locationId ? { locations: [locationId] } : {}),
  });
}

/** Publishes rules of returns that differ so from those in force; files taken from now on are judged by them. */
export async function publishTerms(db: Knex, change: Partial<ReturnTerms>): Promise<void> {
  await db.raw(
    `insert into oc_return_policy (version, terms, published_at, published_by)
     select version + 1, terms || :change::jsonb, now(), 'test'
     from oc_return_policy order by version desc limit 1`,
    { change: JSON.stringify(change) },
  );
}

export interface GivenReturn {
  readonly orderId: string;
  readonly lines: readonly (Partial<ReturnLine> & { readonly lineId: string })[];
  readonly proof?: 'code' | 'document' | 'identity' | 'none';
  readonly settlement?: Settlement;
  readonly locationId?: string;
}

/** A counter that takes goods back: orders that were collected there, a clerk, managers. */
export interface ReturnDesk extends Counter {
  readonly taker: Actor;
  readonly manager: Actor;
  readonly office: Actor;
  /** Places an order, has it collected at once, and gives its lines. */
  collected(
    lines: readonly GivenLine[],
    given?: Partial<GivenOrder>,
    at?: Date,
  ): Promise<{ readonly orderId: string; readonly lineIds: readonly string[] }>;
  preview(given: GivenReturn, actor?: Actor, at?: Date): Promise<ReturnPreview>;
  /** Previews and confirms, as the screen does. */
  take(given: GivenReturn, more?: TakeMore): Promise<ReturnFile>;
}

export interface TakeMore {
  readonly actor?: Actor;
  readonly at?: Date;
  readonly custodyPlace?: string;
  readonly customerName?: string;
  readonly documentType?: 'identity-card';
}

export async function makeReturnDesk(
  db: Knex,
  stock: Parameters<typeof makeCounter>[1],
): Promise<ReturnDesk> {
  registerReturns();
  const counter = await makeCounter(db, stock);
  const { locationId } = counter;
  if (!(await db('base_reason_code').where({ kind: 'transfer', code: 'web-return' }).first())) {
    await makeReasonCode(db, 'transfer', 'web-return');
  }
  const taker = await makePerson(db, 'clerk', locationId);
  const inputOf = (given: GivenReturn) => ({
    orderId: given.orderId,
    locationId: given.locationId ?? locationId,
    proof: given.proof ?? ('code' as const),
    lines: given.lines.map((line) => ({
      quantity: 1,
      reason: 'withdrawal' as const,
      grade: 'A' as const,
      ...line,
    })),
    ...(given.settlement ? { settlement: given.settlement } : {}),
  });
  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(db, actor, work, at ? { at } : {});
  const preview: ReturnDesk['preview'] = (given, actor = taker, at) =>
    as(actor, (tx) => previewReturn(tx, inputOf(given)), at);
  return {
    ...counter,
    taker,
    manager: await makePerson(db, 'store-manager', locationId),
    office: await makePerson(db, 'web-store-manager', null),
    async collected(lines, given, at) {
      const { orderId, version, lineIds } = await counter.ready(lines, given, at);
      await as(
        counter.clerk,
        (tx) =>
          handOver(tx, testSecrets, {
            orderId,
            expectedVersion: version,
            proof: { kind: 'code', code: testSecrets.code(orderId) },
            collector: { kind: 'customer' },
          }),
        at,
      );
      return { orderId, lineIds };
    },
    preview,
    async take(given, more = {}) {
      const { actor = taker, at, ...rest } = more;
      const { digest } = await preview(given, actor, at);
      return as(
        actor,
        (tx) => confirmReturn(tx, testSecrets, { ...inputOf(given), digest, ...rest }),
        at,
      );
    },
  };
}

/** A return that was taken in a shop, of an order that was sent from there; and a picture taken with it. */
export async function makeTakenReturn(
  db: Knex,
  locationId: string,
): Promise<{ readonly returnId: string; readonly pictureId: string }> {
  const gtin = makeGtin();
  await makeItem(db, { gtin });
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const { orderId } = await inTransaction(db, makeChannelActor(), (tx) =>
    recordFulfilled(tx, testSecrets, {
      channel: 'web',
      externalId: `S-${nextNumber()}`,
      locationId,
      contractFlow: 'A',
      currency: 'EUR',
      customer: { name: 'Marta', surname: 'Rinaldi' },
      placedAt: ago(4),
      sentAt: ago(3),
      deliveredAt: ago(1),
      carrier: 'BRT',
      trackingNumber: '084621907755',
      saleDocument: { kind: 'register' },
      lines: [{ externalLineId: '1', gtin, quantity: 1, unitPriceMinor: 49_00, vatRate: 22 }],
      payments: [{ kind: 'card', amountMinor: 49_00, providerRef: `pi_${nextNumber()}` }],
    }),
  );
  const [lineId] = (await db('oc_order_line').where({ order_id: orderId }).pluck('id')) as string[];
  const taker = await makePerson(db, 'clerk', locationId);
  const body = {
    orderId,
    locationId,
    proof: 'code' as const,
    lines: [{ lineId: lineId!, quantity: 1, reason: 'withdrawal' as const, grade: 'A' as const }],
  };
  return inTransaction(db, taker, async (tx) => {
    const { pictureId } = await addPicture(tx, {
      locationId,
      mediaType: 'image/png',
      base64: 'iVBORw0KGgo=',
    });
    const { digest } = await previewReturn(tx, body);
    const { returnId } = await confirmReturn(tx, testSecrets, { ...body, digest });
    return { returnId, pictureId };
  });
}
