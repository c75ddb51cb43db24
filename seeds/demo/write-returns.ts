import type { Knex } from 'knex';
import {
  approve,
  confirmReturn,
  counter,
  handBackReturn,
  orderSecrets,
  previewReturn,
  recordFulfilled,
  refuse,
  registerReturns,
  withdrawAsCustomer,
} from '../../modules/omnichannel/api.ts';
import type { Actor } from '../../server/auth/actor.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { CustomerSeed } from './customers.ts';
import type { PersonSeed } from './people.ts';
import { at } from './play-order.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What became of a return of the demo. */
type Reached =
  | 'taken'
  | 'inspected'
  | 'pending'
  | 'approved'
  | 'refused'
  | 'handed-back'
  | 'countered';

interface Plan {
  readonly reached: Reached;
  /** The shop that takes it; orders of any shop come back there. */
  readonly shop: string;
  readonly hoursAgo: number;
  readonly reason?: 'withdrawal' | 'guarantee' | 'error';
  readonly grade?: 'A' | 'B';
  readonly proof?: 'code' | 'none';
  /** Only orders that cost at least so much: those a clerk does not decide alone. */
  readonly fromMinor?: number;
}

// oxfmt-ignore
const PLANS: readonly Plan[] = [
  { reached: 'taken', shop: 'MI01', hoursAgo: 150 },
  { reached: 'taken', shop: 'FI01', hoursAgo: 120, reason: 'error' },
  { reached: 'taken', shop: 'RM01', hoursAgo: 98 },
  { reached: 'handed-back', shop: 'MI01', hoursAgo: 74, fromMinor: 150_01 },
  { reached: 'approved', shop: 'MI01', hoursAgo: 52, fromMinor: 150_01 },
  { reached: 'taken', shop: 'TO01', hoursAgo: 50 },
  { reached: 'inspected', shop: 'MI01', hoursAgo: 28, reason: 'error', grade: 'B' },
  { reached: 'taken', shop: 'MI01', hoursAgo: 26 },
  { reached: 'refused', shop: 'MI01', hoursAgo: 24, fromMinor: 150_01 },
  { reached: 'taken', shop: 'MI01', hoursAgo: 5 },
  { reached: 'inspected', shop: 'MI01', hoursAgo: 3, reason: 'error', grade: 'B' },
  { reached: 'countered', shop: 'MI01', hoursAgo: 1, fromMinor: 150_01 },
  { reached: 'pending', shop: 'FI01', hoursAgo: 1, proof: 'none' },
  { reached: 'pending', shop: 'MI01', hoursAgo: 0.1, proof: 'none', fromMinor: 150_01 },
];

interface Told {
  readonly people: readonly PersonSeed[];
  readonly customers: readonly CustomerSeed[];
  readonly now: Date;
}

interface Scene extends Told {
  readonly db: Knex;
  readonly secrets: ReturnType<typeof orderSecrets>;
}

interface Bought {
  readonly orderId: string;
  readonly lineId: string;
}

/** Returns in every state they can be in, one announced online, and orders that were sent from elsewhere. */
export async function playReturns(db: Knex, keyring: Keyring, told: Told): Promise<void> {
  registerReturns();
  const scene: Scene = { ...told, db, secrets: orderSecrets(keyring) };
  await recordSent(scene);
  const bought = await collectedOrders(scene);
  for (const plan of PLANS) {
    const place = bought.findIndex(({ paidMinor }) =>
      plan.fromMinor === undefined ? paidMinor <= 150_00 : paidMinor >= plan.fromMinor,
    );
    if (place < 0) continue;
    const [order] = bought.splice(place, 1);
    await unlessRefused(() => play(scene, plan, order!));
  }
  const announced = bought.shift();
  if (announced) await unlessRefused(() => announce(scene, announced));
}

/** What the chain's rules do not let happen did not happen. */
async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Pieces customers took home lately, paid online: the first line of each order. */
async function collectedOrders({
  db,
  now,
}: Scene): Promise<(Bought & { readonly paidMinor: number })[]> {
  const { rows } = await db.raw<{ rows: (Bought & { paidMinor: number })[] }>(
    `select o.id as "orderId", l.id as "lineId", u.paid_minor as "paidMinor"
     from oc_order as o
     join oc_order_line as l on l.order_id = o.id and l.place = 1 and l.collected > 0
     join oc_order_unit as u on u.line_id = l.id and u.unit = 1
     where o.state = 'collected' and o.ended_at > :since
       and o.company_id = (select company_id from base_location where id = 'MI01') and o.paid_minor = o.total_minor
       and exists (select from oc_payment as p
         where p.order_id = o.id and p.kind = 'card' and p.provider_ref is not null)
       and not exists (select from oc_refund_due as r where r.order_id = o.id)
     order by o.ended_at, o.id`,
    { since: new Date(now.getTime() - 13 * 24 * HOUR) },
  );
  return rows;
}

async function play(scene: Scene, plan: Plan, { orderId, lineId }: Bought): Promise<void> {
  const { db, secrets, now } = scene;
  const clerk = colleague(scene, 'clerk', plan.shop);
  const when = new Date(now.getTime() - plan.hoursAgo * HOUR);
  const body = {
    orderId,
    locationId: plan.shop,
    proof: plan.proof ?? ('code' as const),
    lines: [
      {
        lineId,
        quantity: 1,
        reason: plan.reason ?? ('withdrawal' as const),
        grade: plan.grade ?? ('A' as const),
      },
    ],
  };
  const { digest, verdict } = await at(db, clerk, when, (tx) => previewReturn(tx, body));
  const file = await at(db, clerk, when, (tx) =>
    confirmReturn(tx, secrets, {
      ...body,
      digest,
      ...(verdict === 'needs-approval' ? { custodyPlace: 'Retro, scaffale R' } : {}),
      ...(body.proof === 'none'
        ? { customerName: 'Anna Conti', documentType: 'identity-card' as const }
        : {}),
    }),
  );
  const approvalId = file.approval?.approvalId;
  if (approvalId === undefined || plan.reached === 'pending') return;
  const office = colleague(scene, 'web-store-manager', null);
  const later = new Date(when.getTime() + 3 * MINUTE);
  if (plan.reached === 'approved') {
    await at(db, office, later, (tx) => approve(tx, { approvalId }));
  } else if (plan.reached === 'countered') {
    const offer = { kind: 'amount' as const, amountMinor: 100_00, note: 'Segni d’uso sul collo' };
    await at(db, office, later, (tx) => counter(tx, { approvalId, offer }));
  } else {
    const note = 'Il capo non corrisponde a quello venduto';
    await at(db, office, later, (tx) =>
      refuse(tx, { approvalId, reason: 'goods-not-as-described', note }),
    );
    if (plan.reached !== 'handed-back') return;
    await at(db, clerk, new Date(later.getTime() + 20 * MINUTE), (tx) =>
      handBackReturn(tx, secrets, { returnId: file.returnId, expectedVersion: file.version + 1 }),
    );
  }
}

/** A customer who has not come yet: the code is in the letter. */
async function announce({ db, secrets, now }: Scene, { orderId }: Bought): Promise<void> {
  const visitor: Actor = {
    kind: 'client',
    id: 'public',
    name: 'Cliente',
    language: 'it',
    locationId: null,
    deviceId: null,
    sessionId: null,
    grants: new Map(),
  };
  const links = { secrets, publicUrl: 'http://127.0.0.1:3000' };
  await at(db, visitor, new Date(now.getTime() - 20 * HOUR), (tx) =>
    withdrawAsCustomer(tx, links, {
      token: secrets.token(orderId),
      name: 'Marta Rinaldi',
      email: 'marta.rinaldi@example.com',
      knownDeclarations: 0,
    }),
  );
}

/** Orders the web shop sent from its warehouse: any counter takes them back. */
async function recordSent({ db, secrets, customers, now }: Scene): Promise<void> {
  const channel: Actor = {
    kind: 'client',
    id: 'demoshop01',
    name: 'Lungarno.example',
    language: 'it',
    locationId: null,
    deviceId: null,
    sessionId: null,
    grants: new Map([['omnichannel.order.place', 'everywhere']]),
  };
  const { rows } = await db.raw<{ rows: { gtin: string; price: number; rate: number }[] }>(
    `select gtin, list_price_minor as price, vat_rate::float8 as rate from base_item
     order by gtin limit 6`,
  );
  for (const [place, { gtin, price, rate }] of rows.entries()) {
    const { name, surname, email } = customers[place * 7]!;
    const ago = (days: number) => new Date(now.getTime() - days * 24 * HOUR).toISOString();
    await at(db, channel, new Date(now.getTime() - (place + 3) * 24 * HOUR), (tx) =>
      recordFulfilled(tx, secrets, {
        channel: 'web',
        externalId: `SPED-${place + 1}`,
        locationId: 'PC01',
        contractFlow: 'A',
        currency: 'EUR',
        customer: { name, surname, email },
        placedAt: ago(place + 6),
        sentAt: ago(place + 5),
        deliveredAt: ago(place + 3),
        carrier: 'BRT',
        trackingNumber: `0846219077${place}`,
        saleDocument: { kind: 'register' },
        lines: [{ externalLineId: '1', gtin, quantity: 1, unitPriceMinor: price, vatRate: rate }],
        shippingMinor: 5_90,
        payments: [
          { kind: 'card', amountMinor: price + 5_90, providerRef: `demo-sped-${place + 1}` },
        ],
      }),
    );
  }
}

const MAY = [
  'omnichannel.returns.take',
  'omnichannel.returns.read',
  'omnichannel.approvals.ask',
] as const;
const DECIDES = ['omnichannel.approvals.decide', 'omnichannel.approvals.read'] as const;

function colleague({ people }: Scene, role: string, locationId: string | null): Actor {
  const person = people.find((one) => one.role === role && one.locationId === locationId);
  if (!person) throw new Error(`the demo has no ${role} in ${locationId ?? 'the office'}`);
  const scope = locationId === null ? ('everywhere' as const) : new Set([locationId]);
  const may = role === 'clerk' ? MAY : DECIDES;
  return {
    kind: 'person',
    id: person.id,
    name: person.displayName,
    language: 'it',
    locationId,
    deviceId: null,
    sessionId: null,
    grants: new Map(may.map((permission) => [permission, scope])),
  };
}
