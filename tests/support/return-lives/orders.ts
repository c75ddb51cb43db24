import { cancelOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { recordFulfilledOrderEndpoint } from '../../../modules/omnichannel/orders/fulfilled-contracts.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import { handOverEndpoint } from '../../../modules/omnichannel/pickup/counter-contracts.ts';
import { ProblemError } from '../../../server/http/client.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { allocate } from '../../../server/kernel/money.ts';
import { makeReady } from '../make/ready-order.ts';
import { nextNumber } from '../make/sequence.ts';
import { http, refusedWith, type Command, type Play } from './command.ts';
import { move, pieceKey, type Notes, type Piece } from './notebook.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
const WAYS_TO_PAY = ['card', 'card', 'paypal', 'bank-transfer', 'gift-card'] as const;

/** One order or two: sent from elsewhere, or made ready here and (partly) collected. */
export async function placeOrders(play: Play): Promise<void> {
  for (let nth = play.dice.whole(1, 2); nth > 0; nth -= 1) {
    const orderId = play.dice.happens(0.5) ? await sent(play) : await ready(play);
    play.orderIds.push(orderId);
    for (const piece of await piecesOf(play.world, orderId)) {
      play.notes.pieces.set(pieceKey(piece), piece);
    }
  }
}

function basket({ world, dice }: Play) {
  const lines = dice.some(world.goods, dice.whole(1, 3)).map(({ gtin, vatRate }, place) => {
    const quantity = dice.whole(1, 2);
    const unitPriceMinor = dice.weighted([
      [dice.whole(9_99, 89_00), 5],
      [dice.whole(151_00, 240_00), 2],
      [dice.whole(501_00, 700_00), 1],
    ]);
    const off = dice.happens(0.4) ? [dice.whole(1, 5_99)] : [];
    return { externalLineId: String(place + 1), gtin, quantity, unitPriceMinor, vatRate, off };
  });
  const shippingMinor = dice.happens(0.4) ? dice.pick([4_90, 7_90]) : 0;
  const total = lines.reduce(
    (sum, { quantity, unitPriceMinor, off }) => sum + quantity * unitPriceMinor - (off[0] ?? 0),
    shippingMinor,
  );
  const weights = Array.from(
    {
      length: dice.weighted([
        [1, 3],
        [2, 2],
        [3, 1],
      ]),
    },
    () => dice.whole(1, 9),
  );
  const payments = allocate(total, weights)
    .filter((amountMinor) => amountMinor > 0)
    .map((amountMinor) => {
      const kind = dice.pick(WAYS_TO_PAY);
      const named = kind === 'card' || kind === 'paypal';
      return { kind, amountMinor, ...(named ? { providerRef: `pay_${nextNumber()}` } : {}) };
    });
  return { lines, shippingMinor, payments };
}

async function sent(play: Play): Promise<string> {
  const { world } = play;
  const { lines, shippingMinor, payments } = basket(play);
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const order = {
    channel: 'web',
    externalId: newId(),
    locationId: world.here.id,
    contractFlow: 'A' as const,
    currency: 'EUR',
    customer: { name: 'Marta', surname: 'Rinaldi', email: `${newId()}@example.com` },
    placedAt: ago(5),
    sentAt: ago(4),
    deliveredAt: ago(2),
    carrier: 'BRT',
    trackingNumber: '084621907755',
    saleDocument: { kind: 'register' as const },
    shippingMinor,
    lines: lines.map(({ off, ...line }) => ({ ...line, discounts: named(off) })),
    payments,
  };
  const { orderId } = await world.server.call(recordFulfilledOrderEndpoint, order, {
    as: world.web,
  });
  const again = await world.server.call(recordFulfilledOrderEndpoint, order, { as: world.web });
  if (again.orderId !== orderId || !again.existed) throw new Error('11 recorded twice');
  return orderId;
}

function named(off: readonly number[]) {
  return off.map((amountMinor) => ({ reason: 'Saldi', amountMinor }));
}

/** Made ready here, and the customer takes some of it home, or all. */
async function ready(play: Play): Promise<string> {
  const { world, dice } = play;
  const { lines, shippingMinor, payments } = basket(play);
  const { orderId } = await makeReady(
    world.server.database.db,
    orderSecrets(world.server.keyring),
    {
      locationId: world.here.id,
      lines: lines.map(({ off, ...line }) => ({ ...line, discounts: off })),
      shippingMinor,
      change: {
        payments,
        lines: lines.map(({ off, ...line }) => ({ ...line, discounts: named(off) })),
        customer: { name: 'Marta', surname: 'Rinaldi', email: `${newId()}@example.com` },
      },
    },
  );
  const takes = (await piecesOf(world, orderId)).filter(() => dice.happens(0.7));
  if (takes.length > 0) await collected(play, orderId, takes);
  return orderId;
}

/** The house writes to the customer in the same moment: then it is looked at and done again. */
async function collected(play: Play, orderId: string, takes: readonly Piece[]): Promise<void> {
  for (;;) {
    try {
      await (await collecting(play, orderId, takes)).send(newId());
      return;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.slug !== 'stale-revision') throw error;
    }
  }
}

async function collecting(
  play: Play,
  orderId: string,
  takes: readonly Piece[],
): Promise<Pick<Command, 'send'>> {
  const { world } = play;
  const code = orderSecrets(world.server.keyring).code(orderId);
  const visit = {
    orderId,
    expectedVersion: await versionOf(world, orderId),
    proof: { kind: 'code' as const, code },
    collector: { kind: 'customer' as const },
    lines: byLine(takes),
  };
  return { send: http(play, handOverEndpoint, visit, world.here.clerk) };
}

function byLine(pieces: readonly Piece[]): { lineId: string; quantity: number }[] {
  const lineIds = [...new Set(pieces.map(({ lineId }) => lineId))];
  return lineIds.map((lineId) => ({
    lineId,
    quantity: pieces.filter((piece) => piece.lineId === lineId).length,
  }));
}

async function versionOf({ server }: World, orderId: string): Promise<number> {
  const { version } = await server.database.db('oc_order').where({ id: orderId }).first('version');
  return version;
}

export async function piecesOf({ server }: World, orderId: string): Promise<Piece[]> {
  const { rows } = await server.database.db.raw<{ rows: Piece[] }>(
    `select u.order_id as "orderId", u.line_id as "lineId", u.unit, l.item_id as "itemId",
       u.paid_minor - u.shipping_minor as "goodsMinor", u.fate, null as file
     from oc_order_unit as u join oc_order_line as l on l.id = u.line_id
     where u.order_id = ? order by l.place, u.unit`,
    [orderId],
  );
  return rows;
}

function stillOpen(notes: Notes, orderId: string): Piece[] {
  return [...notes.pieces.values()].filter(
    (piece) => piece.orderId === orderId && piece.fate === 'open',
  );
}

const ORDER_MOVED = ['order-in-other-state', 'pieces-not-there', 'pieces-not-open'];

/** Orders also move by themselves, when the house writes to the customer: then nothing happened. */
function ofOrder(slug: string, fresh: boolean, wanted: string | null): string | null {
  return slug === 'stale-revision' ? null : refusedWith(slug, fresh, wanted, ORDER_MOVED);
}

/** The customer comes once more for what is still here. */
export async function collect(play: Play): Promise<Command | null> {
  const orderId = play.dice.pick(play.orderIds);
  const open = stillOpen(play.notes, orderId);
  if (open.length === 0) return null;
  const takes = play.dice.some(open, play.dice.whole(1, open.length));
  const { send } = await collecting(play, orderId, takes);
  return {
    name: 'collect',
    send,
    judge: (notes, outcome, fresh) => {
      if ('slug' in outcome) return ofOrder(outcome.slug, fresh, null);
      // Of the pieces of a line any leave: the first that are still here.
      for (const { lineId, quantity } of byLine(takes)) {
        const here = stillOpen(notes, orderId).filter((piece) => piece.lineId === lineId);
        if (here.length < quantity) return 'more was handed over than was there';
        for (const piece of here.slice(0, quantity)) {
          piece.fate = 'collected';
          move(notes, play.world.here.id, piece.itemId, 'sellable', -1);
        }
      }
      return null;
    },
  };
}

/** What is still here is cancelled; what was paid for it is owed back. */
export async function cancel(play: Play): Promise<Command | null> {
  const { world, dice } = play;
  const orderId = dice.pick(play.orderIds);
  const open = stillOpen(play.notes, orderId);
  if (open.length === 0 && dice.happens(0.8)) return null;
  const expectedVersion = await versionOf(world, orderId);
  const input = { orderId, expectedVersion, reason: 'Ci ha ripensato' };
  return {
    name: 'cancel',
    send: http(play, cancelOrderEndpoint, input, world.office),
    judge: (notes, outcome, fresh) => {
      const left = stillOpen(notes, orderId);
      const wanted = left.length === 0 ? 'order-in-other-state' : null;
      if ('slug' in outcome) {
        if (wanted !== null && outcome.slug === 'pieces-not-open') return null;
        return ofOrder(outcome.slug, fresh, wanted);
      }
      if (wanted !== null) return 'an order without open pieces was cancelled';
      for (const piece of left) piece.fate = 'cancelled';
      return null;
    },
  };
}
