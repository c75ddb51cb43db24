import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { recordFulfilledOrderEndpoint } from '../../../modules/omnichannel/orders/fulfilled-contracts.ts';
import {
  confirmReturnEndpoint,
  eligibilityEndpoint,
  previewReturnEndpoint,
} from '../../../modules/omnichannel/returns/contracts.ts';
import {
  addPictureEndpoint,
  findReturnableEndpoint,
} from '../../../modules/omnichannel/returns/find-contracts.ts';
import {
  discardReturnPolicyEndpoint,
  draftReturnPolicyEndpoint,
  publishReturnPolicyEndpoint,
  returnPolicyEndpoint,
  tryReturnPolicyEndpoint,
} from '../../../modules/omnichannel/returns/policy-contracts.ts';
import {
  listReturnsEndpoint,
  readReturnEndpoint,
  returnHistoryEndpoint,
  returnsDeskEndpoint,
} from '../../../modules/omnichannel/returns/reading-contracts.ts';
import { WITHOUT_SALE } from '../../../modules/omnichannel/returns/domain/policy.ts';
import { printReturnEndpoint } from '../../../modules/omnichannel/returns/step-contracts.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('returns over HTTP', function () {
  this.timeout(30_000);
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let elsewhere: string;
  let gtin: string;
  let web: Caller;
  let clerk: Caller;
  let stranger: Caller;
  let office: Caller;

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db, { name: 'Milano Torino 14' });
    elsewhere = await makeLocation(db, { name: 'Verona Mazzini' });
    gtin = makeGtin();
    await makeItem(db, { gtin });
    web = await server.program(['orders:write'], { channels: ['web'] });
    clerk = await server.person('clerk', here);
    stranger = await server.person('clerk', elsewhere);
    office = await server.person('web-store-manager', null);
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  async function bought(
    quantity = 1,
    more: { readonly phone?: string } = {},
  ): Promise<{ orderId: string; number: string }> {
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    return server.call(
      recordFulfilledOrderEndpoint,
      {
        channel: 'web',
        externalId: `S-${nextNumber()}`,
        locationId: elsewhere,
        contractFlow: 'A',
        currency: 'EUR',
        customer: {
          name: 'Marta',
          surname: 'Rinaldi',
          email: `m${nextNumber()}@example.com`,
          ...more,
        },
        placedAt: ago(5),
        sentAt: ago(4),
        deliveredAt: ago(2),
        carrier: 'BRT',
        trackingNumber: '084621907755',
        saleDocument: { kind: 'register' },
        lines: [{ externalLineId: '1', gtin, quantity, unitPriceMinor: 49_00, vatRate: 22 }],
        payments: [
          { kind: 'card', amountMinor: 49_00 * quantity, providerRef: `pi_${nextNumber()}` },
        ],
      },
      { as: web },
    );
  }
  async function previewed(orderId: string, grade: 'A' | 'C' = 'A', pictureIds: string[] = []) {
    const { lines } = await server.call(
      eligibilityEndpoint,
      { orderId, locationId: here, proof: 'code' },
      { as: clerk },
    );
    const body = {
      orderId,
      locationId: here,
      proof: 'code' as const,
      lines: [
        {
          lineId: lines[0]!.lineId,
          quantity: 1,
          reason: 'withdrawal' as const,
          grade,
          ...(pictureIds.length > 0 ? { pictureIds } : {}),
        },
      ],
    };
    const preview = await server.call(previewReturnEndpoint, body, { as: clerk });
    return { body, preview };
  }

  it('finds an order of another shop by its number and takes it back, once however often it is sent', async () => {
    const { orderId, number } = await bought();
    const found = await server.call(
      findReturnableEndpoint,
      { locationId: here, q: number },
      { as: clerk },
    );
    expect(found.orders[0]).to.include({ orderId, foundBy: 'document', returnable: 1 });
    const { body, preview } = await previewed(orderId);
    expect(preview).to.include({ verdict: 'allowed', totalMinor: 49_00 });
    const key = newId();
    const confirm = () =>
      server.call(
        confirmReturnEndpoint,
        { ...body, digest: preview.digest },
        { as: clerk, idempotencyKey: key },
      );
    const first = await confirm();
    expect(await confirm()).to.deep.equal(first);
    const { view } = await server.call(
      readReturnEndpoint,
      { returnId: first.returnId },
      { as: clerk },
    );
    expect(view).to.deep.include({ returnId: first.returnId, goods: 'disposed' });
    const { entries } = await server.call(
      returnHistoryEndpoint,
      { returnId: first.returnId },
      { as: clerk },
    );
    expect(entries[0]!.action).to.equal('omnichannel.return-taken.v1');
    // What was bought says who: the audit does not.
    expect(JSON.stringify(entries)).to.not.match(/Marta|Rinaldi/);
    const listed = async (reason?: 'withdrawal' | 'guarantee') => {
      const asked = { q: number, ...(reason ? { reason } : {}) };
      const { items } = await server.call(listReturnsEndpoint, asked, { as: clerk });
      return items.map(({ returnId }) => returnId);
    };
    expect(await listed()).to.deep.equal([first.returnId]);
    expect(await listed('withdrawal')).to.deep.equal([first.returnId]);
    expect(await listed('guarantee')).to.deep.equal([]);
    const desk = await server.call(returnsDeskEndpoint, { locationId: here }, { as: clerk });
    const onDesk = desk.view.rows.find(({ returnId }) => returnId === first.returnId);
    expect(onDesk?.reasons).to.deep.equal(['withdrawal']);
    const paper = { returnId: first.returnId, paper: 'return-file' as const, locationId: here };
    const { jobIds } = await server.call(printReturnEndpoint, paper, { as: clerk });
    expect(jobIds).to.have.length(1);
    const hidden = await server.refusalOf(
      readReturnEndpoint,
      { returnId: first.returnId },
      { as: stranger },
    );
    expect(hidden.status).to.equal(404);
  });

  it('finds files by whole days on the clock of the shop', async () => {
    const { db } = server.database;
    const { orderId } = await bought();
    const { body, preview } = await previewed(orderId);
    const taken = { ...body, digest: preview.digest };
    const { returnId } = await server.call(confirmReturnEndpoint, taken, { as: clerk });
    // The last minutes of Wednesday and the first of Friday in Milan, where summer is two hours before UTC.
    const openedOn = async (at: string, asked: { from?: string; until?: string }) => {
      await db('oc_return').where({ id: returnId }).update({ opened_at: at });
      const query = { orderId, ...asked };
      const everywhere = await server.call(listReturnsEndpoint, query, { as: clerk });
      const ofShop = { ...query, locationId: here };
      const inShop = await server.call(listReturnsEndpoint, ofShop, { as: clerk });
      expect(inShop.items).to.deep.equal(everywhere.items);
      return inShop.items.length === 1;
    };
    const wednesday = '2026-07-15T21:55:00Z';
    const thursday = '2026-07-15T22:05:00Z';
    const friday = '2026-07-16T22:05:00Z';
    expect(await openedOn(wednesday, { from: '2026-07-16' })).to.equal(false);
    expect(await openedOn(wednesday, { until: '2026-07-15' })).to.equal(true);
    expect(await openedOn(thursday, { from: '2026-07-16', until: '2026-07-16' })).to.equal(true);
    expect(await openedOn(friday, { until: '2026-07-16' })).to.equal(false);
    expect(await openedOn(friday, { from: '2026-07-17' })).to.equal(true);
  });

  it('wants a picture of a damaged piece, and shows it to who may see the return', async () => {
    const { orderId } = await bought();
    const bare = await previewed(orderId, 'C');
    const confirm = {
      ...bare.body,
      digest: bare.preview.digest,
      custodyPlace: 'Retro B2',
    };
    const refusal = await server.refusalOf(confirmReturnEndpoint, confirm, { as: clerk });
    expect(refusal).to.include({ slug: 'return-incomplete', status: 422 });
    const { pictureId } = await server.call(
      addPictureEndpoint,
      { locationId: here, mediaType: 'image/png', base64: PNG },
      { as: clerk },
    );
    const wrong = await server.refusalOf(
      addPictureEndpoint,
      { locationId: here, mediaType: 'image/jpeg', base64: PNG },
      { as: clerk },
    );
    expect(wrong.slug).to.equal('picture-unreadable');
    const { body, preview } = await previewed(orderId, 'C', [pictureId]);
    const file = await server.call(
      confirmReturnEndpoint,
      { ...body, digest: preview.digest, custodyPlace: 'Retro B2' },
      { as: clerk },
    );
    expect(file).to.include({ goods: 'in-custody', decision: 'pending' });
    const image = (as: Caller) =>
      fetch(`${server.url}/api/omnichannel/returns/pictures/${pictureId}`, {
        headers: as.headers,
      });
    const shown = await image(office);
    expect(shown.headers.get('content-type')).to.match(/image\/png/);
    expect((await image(stranger)).status).to.equal(404);
  });

  it('tries new rules on past files before they hold, and keeps two authors apart', async () => {
    const { orderId } = await bought();
    const { body, preview } = await previewed(orderId);
    await server.call(confirmReturnEndpoint, { ...body, digest: preview.digest }, { as: clerk });
    const { version, terms } = await server.call(returnPolicyEndpoint, {}, { as: office });
    const strict = { ...terms, customer: { files: 1, by: 'web-store-manager' as const } };
    const trial = await server.call(
      tryReturnPolicyEndpoint,
      { terms: strict, days: 30 },
      { as: office },
    );
    expect(trial.tried).to.be.greaterThan(0);
    expect(trial.differences[0]).to.include({ before: 'allowed', after: 'needs-approval' });
    const unlawful = { ...terms, withdrawal: { days: 7, alsoInStore: true } };
    const below = await server.refusalOf(
      draftReturnPolicyEndpoint,
      { terms: unlawful, revision: 0 },
      { as: office },
    );
    expect(below.slug).to.equal('return-policy-below-law');
    const kinder = { ...terms, commercial: { ...terms.commercial, days: 45 } };
    const drafted = await server.call(
      draftReturnPolicyEndpoint,
      { terms: kinder, revision: 0 },
      { as: office },
    );
    const late = await server.refusalOf(
      draftReturnPolicyEndpoint,
      { terms: strict, revision: 0 },
      { as: office },
    );
    expect(late.slug).to.equal('stale-revision');
    // What a colleague has written into it since is not thrown away unseen.
    const again = await server.call(
      draftReturnPolicyEndpoint,
      { terms: kinder, revision: drafted.draft!.revision },
      { as: office },
    );
    const unseen = await server.refusalOf(
      discardReturnPolicyEndpoint,
      { revision: drafted.draft!.revision },
      { as: office },
    );
    expect(unseen.slug).to.equal('stale-revision');
    const { revision } = again.draft!;
    const gone = await server.call(discardReturnPolicyEndpoint, { revision }, { as: office });
    expect(gone).to.deep.include({ version, draft: null });
    const anew = await server.call(
      draftReturnPolicyEndpoint,
      { terms: kinder, revision: 0 },
      { as: office },
    );
    const tabOfYesterday = await server.refusalOf(
      draftReturnPolicyEndpoint,
      { terms: strict, revision: drafted.draft!.revision },
      { as: office },
    );
    expect(tabOfYesterday.slug).to.equal('stale-revision');
    const published = await server.call(
      publishReturnPolicyEndpoint,
      { revision: anew.draft!.revision },
      { as: office },
    );
    expect(published).to.deep.include({ version: version + 1, draft: null });
    expect(published.terms.commercial.days).to.equal(45);
  });

  it('finds the orders of a customer by phone and by card', async () => {
    const phone = `+39333${String(nextNumber()).padStart(7, '0')}`;
    const { orderId } = await bought(1, { phone });
    const find = (q: string) =>
      server.call(findReturnableEndpoint, { locationId: here, q }, { as: clerk });
    const byPhone = await find(`${phone.slice(3, 6)} ${phone.slice(6)}`);
    expect(byPhone.orders.map((one) => [one.orderId, one.foundBy])).to.deep.equal([
      [orderId, 'identity'],
    ]);
    const { db } = server.database;
    const order = await db('oc_order').where({ id: orderId }).first('customer_id');
    const card = `29${String(nextNumber()).padStart(11, '0')}`;
    await db('base_customer').where({ id: order.customer_id }).update({ card });
    const byCard = await find(card);
    expect(byCard.orders.map((one) => [one.orderId, one.foundBy])).to.deep.equal([
      [orderId, 'document'],
    ]);
  });

  it('finds the order by the piece itself, as somebody who proves nothing, and says what to tell when no sale is known', async () => {
    const { orderId } = await bought();
    const find = (q: string) =>
      server.call(findReturnableEndpoint, { locationId: here, q }, { as: clerk });
    const byPiece = (await find(gtin)).orders.find((order) => order.orderId === orderId);
    expect(byPiece).to.include({ foundBy: 'none', returnable: 1, customerName: 'Marta R.' });
    const unsold = makeGtin();
    await makeItem(server.database.db, { gtin: unsold });
    const refused = await server.refusalOf(
      findReturnableEndpoint,
      { locationId: here, q: unsold },
      { as: clerk },
    );
    expect(refused).to.include({ status: 404, slug: 'goods-without-sale' });
    expect(refused.message).to.contain(WITHOUT_SALE.it);
  });

  it('answers a code nobody has like a number nobody has', async () => {
    for (const q of ['999999999', 'Nessuno', 'R 2020/000001']) {
      const refusal = await server.refusalOf(
        findReturnableEndpoint,
        { locationId: here, q },
        { as: clerk },
      );
      expect(refusal).to.include({ slug: 'return-order-unknown', status: 404 });
    }
  });
});
