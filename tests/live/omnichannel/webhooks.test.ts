import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import {
  cancelOrderEndpoint,
  placeOrderEndpoint,
} from '../../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../../modules/omnichannel/orders/public-contracts.ts';
import {
  customerLinkEndpoint,
  readOrderEndpoint,
} from '../../../modules/omnichannel/orders/reading-contracts.ts';
import { handOverEndpoint } from '../../../modules/omnichannel/pickup/counter-contracts.ts';
import {
  pickEndpoint,
  stageEndpoint,
  takeNextEndpoint,
} from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { PUBLIC_TYPES } from '../../../modules/omnichannel/webhooks/domain.ts';
import { RETURN_PUBLIC_TYPES } from '../../../modules/omnichannel/webhooks/return-news.ts';
import { orderNews } from '../../../modules/omnichannel/webhooks/tell-channel.ts';
import {
  createEndpointEndpoint,
  listEndpointsEndpoint,
} from '../../../server/webhooks/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';
import { openReceiver, type Receiver } from '../../support/webhook-receiver.ts';

interface Told {
  readonly type: string;
  readonly data: {
    readonly orderId: string;
    readonly externalId: string;
    readonly version: number;
    readonly state: string;
    readonly pieces?: readonly { externalLineId: string; quantity: number }[];
    readonly amountMinor?: number;
    readonly by?: string;
  };
}

describe('what a web shop is told of its orders', function () {
  this.timeout(30_000);
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let receiver: Receiver;
  let here: string;
  let web: Caller;
  let clerk: Caller;
  let secret: string;
  let gtin: string;

  before(async () => {
    receiver = await openReceiver();
    here = await makeLocation(server.database.db);
    web = await server.program(['orders:write'], { channels: ['web'] });
    clerk = await server.person('clerk', here);
    const administrator = await server.person('administrator', null);
    ({ secret } = await server.call(
      createEndpointEndpoint,
      { title: 'Sito', url: receiver.url, types: ['*'], channels: ['web'], noticeEmail: null },
      { as: administrator },
    ));
    const { types } = await server.call(listEndpointsEndpoint, {}, { as: administrator });
    expect(types.map(({ type }) => type)).to.have.members([
      ...Object.keys(PUBLIC_TYPES),
      ...Object.keys(RETURN_PUBLIC_TYPES),
    ]);
  });
  after(() => receiver.close());

  beforeEach(async () => {
    gtin = makeGtin();
    const itemId = await makeItem(server.database.db, { gtin });
    await makeStock(server.database.db, { locationId: here, itemId, quantity: 3 });
  });

  const place = () =>
    server.call(
      placeOrderEndpoint,
      orderRequest({ locationId: here, lines: [{ gtin, quantity: 2, unitPriceMinor: 50_00 }] }),
      { as: web },
    );
  const told = (orderId: string): Told[] =>
    receiver.received
      .map(
        ({ body, headers }) =>
          new Webhook(secret).verify(body, headers as Record<string, string>) as Told,
      )
      .filter(({ data }) => data.orderId === orderId);
  const version = async (orderId: string) =>
    (await server.call(readOrderEndpoint, { orderId }, { as: clerk })).version;

  it('is every step the customer would want to know of, in order, signed', async () => {
    const { orderId } = await place();
    await server.call(takeNextEndpoint, { locationId: here, count: 50 }, { as: clerk });
    for (let piece = 0; piece < 2; piece += 1) {
      await server.call(
        pickEndpoint,
        { locationId: here, gtin, orderId, manner: 'scan' },
        { as: clerk },
      );
    }
    const bags = [`B-${orderId.slice(-8).toUpperCase()}`];
    await server.call(
      stageEndpoint,
      { orderId, bags, shelf: 'B3', ready: true, expectedVersion: await version(orderId) },
      { as: clerk },
    );
    await until('ready', () => told(orderId).some(({ type }) => type === 'order.ready'), 20_000);
    const { token } = await server.call(customerLinkEndpoint, { orderId }, { as: web });
    const { code } = await server.call(customerOrder.read, { token });
    await server.call(
      handOverEndpoint,
      {
        orderId,
        proof: { kind: 'code', code: code! },
        collector: { kind: 'customer' },
        expectedVersion: await version(orderId),
      },
      { as: clerk },
    );
    await until('collected', () => told(orderId).some(({ type }) => type === 'order.collected'));
    const messages = told(orderId);
    expect(messages.map(({ type }) => type)).to.deep.equal([
      'order.placed',
      'order.acknowledged',
      'order.preparing',
      'order.ready',
      'order.collected',
    ]);
    const versions = messages.map(({ data }) => data.version);
    expect([...versions].sort((a, b) => a - b)).to.deep.equal(versions);
    expect(messages.at(-1)!.data).to.deep.include({
      state: 'collected',
      pieces: [{ externalLineId: '1', quantity: 2 }],
    });
    const said = receiver.received.map(({ body }) => body).join('\n');
    for (const personal of ['Marta', 'Rinaldi', '@example.com', clerk.name, code!, token]) {
      expect(said).not.to.include(personal);
    }
  });

  it('is what is owed back, apart from why', async () => {
    const { orderId } = await place();
    await server.call(
      cancelOrderEndpoint,
      { orderId, reason: 'Doppio ordine', expectedVersion: 1 },
      { as: web },
    );
    await until('a refund', () => told(orderId).some(({ type }) => type === 'order.refund-due'));
    const [placed, cancelled, refund] = told(orderId);
    expect(placed!.type).to.equal('order.placed');
    expect(cancelled).to.deep.include({ type: 'order.cancelled' });
    expect(cancelled!.data.pieces).to.deep.equal([{ externalLineId: '1', quantity: 2 }]);
    expect(refund!.data).to.include({ amountMinor: 100_00, state: 'cancelled' });
  });

  it('has an example of every type, with the fields that all have', () => {
    const common = [
      'orderId',
      'externalId',
      'channel',
      'number',
      'version',
      'state',
      'locationId',
      'currency',
      'totalMinor',
      'dueMinor',
      'collectBy',
    ];
    const ofReturns = ['returnId', 'goods', 'decision', 'money', 'refundMinor', 'orderNumber'];
    for (const [type, { example }] of Object.entries(orderNews.types)) {
      const own = type in RETURN_PUBLIC_TYPES;
      // A return has three axes in place of a state, and is neither paid nor collected.
      const shared = common.filter(
        (field) => !own || !['state', 'dueMinor', 'collectBy'].includes(field),
      );
      expect(example, type).to.include.all.keys(...shared, ...(own ? ofReturns : []));
    }
  });
});
