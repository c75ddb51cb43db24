import { expect } from 'chai';
import { refuse } from '../../../modules/omnichannel/approvals/answer.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { forgetCustomer } from '../../../modules/omnichannel/orders/forget-contacts.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { readReturnable } from '../../../modules/omnichannel/returns/eligibility.ts';
import { findReturnable } from '../../../modules/omnichannel/returns/find.ts';
import { demandReturn, readReturn } from '../../../modules/omnichannel/returns/reading.ts';
import type { ReturnFile } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import { handBackReturn } from '../../../modules/omnichannel/returns/steps.ts';
import { declareWithdrawal } from '../../../modules/omnichannel/withdrawals/declare.ts';
import type { Part } from '../../../modules/omnichannel/withdrawals/domain.ts';
import { withdrawalRight } from '../../../modules/omnichannel/withdrawals/right.ts';
import { guessLimiter } from '../../../server/auth/guesses.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { sendMail } from '../../../server/mail/mail.ts';
import { useDatabase } from '../../support/database.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const DAY = 86_400_000;
const LATE = new Date(Date.now() + 45 * DAY);

describe('a withdrawal the customer declared online', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, {
      '40': { quantity: 9, listPriceMinor: 49_00 },
      '42': { quantity: 4, listPriceMinor: 70_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const declare = (orderId: string, lines?: readonly Part[]) =>
    desk.as(desk.clerk, async (tx) =>
      declareWithdrawal(tx, testSecrets, (await lockFile(tx, orderId))!, {
        name: 'Marta Rinaldi',
        email: 'marta@example.com',
        url: 'https://bottega.example/ordine/x',
        lines,
      }),
    );
  const boughtAlike = async (quantity: number, unitPriceMinor = 49_00) => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: desk.pieces.get('40')!.gtin, unitPriceMinor, quantity },
    ]);
    return { orderId, lineId: lineIds[0]! };
  };
  const possible = async (orderId: string) =>
    desk.as(desk.clerk, async (tx) => {
      const right = await withdrawalRight(tx, (await lockFile(tx, orderId))!);
      return right.possible;
    });
  const announcedFiles = (orderId: string) =>
    database.db('oc_return').where({ order_id: orderId, goods: 'announced' });
  const notAccepted = async ({ returnId, approval }: ReturnFile) => {
    const { approvalId } = approval!;
    await desk.as(desk.office, (tx) => refuse(tx, { approvalId, reason: 'outside-the-rules' }));
    await desk.as(desk.taker, async (tx) => {
      const { version } = await demandReturn(tx, returnId);
      return handBackReturn(tx, testSecrets, { returnId, expectedVersion: version });
    });
  };
  const broughtLate = (orderId: string, lineId: string) =>
    desk.preview({ orderId, lines: [{ lineId }] }, desk.taker, LATE);
  const declared = async (
    lines: Parameters<ReturnDesk['collected']>[0] = [
      { gtin: desk.pieces.get('40')!.gtin, unitPriceMinor: 49_00 },
      { gtin: desk.pieces.get('42')!.gtin, unitPriceMinor: 70_00 },
    ],
  ) => {
    const bought = await desk.collected(lines);
    await declare(bought.orderId);
    return bought;
  };
  const letterOf = (orderId: string) =>
    database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .whereLike('text', '%RT-%')
      .first('text');
  const find = (q: string) =>
    desk.as(desk.taker, (tx) =>
      findReturnable(tx, testSecrets, guessLimiter(database.db), {
        locationId: desk.locationId,
        q,
      }),
    );

  it('is forgotten with every letter about it when the customer asks for it', async () => {
    const { orderId } = await declared();
    const [{ id: returnId }] = await announcedFiles(orderId);
    const { customer_id: customerId } = await database
      .db('oc_order')
      .where({ id: orderId })
      .first('customer_id');
    const about = [`order:${orderId}`, `return:${returnId}`];
    const mail = { to: 'marta@example.com', subject: 'Reso', text: 'Gentile Marta Rinaldi' };
    await desk.as(desk.office, (tx) => sendMail(tx, { ...mail, reference: about[1]! }));
    const letters = () => database.db('core_mail').whereIn('reference', about);
    expect((await letters()).length).to.be.greaterThan(1);
    await desk.as(desk.office, (tx) => forgetCustomer(tx, customerId));
    expect(await letters()).to.deep.equal([]);
  });

  it('waits at every counter under the code of its letter, and comes as withdrawal even after the fourteen days', async () => {
    const { orderId, lineIds } = await declared();
    const { text } = await letterOf(orderId);
    const code = /RT-[0-9A-Z ]+/.exec(text as string)![0].trim();
    expect(readCode(code)).to.not.equal(null);
    const found = await find(code);
    expect(found.orders[0]).to.include({ orderId, foundBy: 'code' });
    expect(found.files[0]).to.include({ goods: 'announced', pieces: 2, totalMinor: 119_00 });
    const late = { at: new Date(Date.now() + 20 * DAY) };
    const file = await desk.take({ orderId, lines: lineIds.map((lineId) => ({ lineId })) }, late);
    expect(file.number).to.equal(found.files[0]!.number);
    expect(file).to.include({ goods: 'disposed', totalMinor: 119_00 });
  });

  it('lets some of it come now and the rest later, each on its own file', async () => {
    const { orderId, lineIds } = await declared();
    const first = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    const late = { at: new Date(Date.now() + 20 * DAY) };
    const rest = await desk.take({ orderId, lines: [{ lineId: lineIds[1]! }] }, late);
    expect(rest.judged.verdict).to.equal('allowed');
    expect([first.totalMinor, rest.totalMinor]).to.deep.equal([49_00, 70_00]);
    expect(rest.number).to.not.equal(first.number);
  });

  it('is of the clerk who takes it, and counts for their day', async () => {
    const gtin = desk.pieces.get('40')!.gtin;
    for (const nth of [1, 2, 3, 4, 5, 6, 7]) {
      const { orderId, lineIds } = await declared([{ gtin, unitPriceMinor: 140_00 }]);
      const file = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
      expect(file, `the ${nth}th`).to.include({ decision: 'allowed', clerk: desk.taker.name });
      const shown = await desk.as(desk.taker, (tx) =>
        readReturn(tx, testSecrets, { returnId: file.returnId }),
      );
      expect(shown.clerk).to.equal(desk.taker.name);
    }
    const { orderId, lineIds } = await declared([{ gtin, unitPriceMinor: 140_00 }]);
    const given = { orderId, lines: [{ lineId: lineIds[0]! }] };
    const beyond = await desk.preview(given);
    expect(beyond.because.map(({ rule }) => rule)).to.deep.equal(['clerk-history']);
    expect((await desk.preview(given, desk.manager)).verdict).to.equal('allowed');
  });

  it('is not offered for what the customer has brought back already', async () => {
    const { orderId, lineId } = await boughtAlike(2);
    await desk.take({ orderId, lines: [{ lineId }] });
    expect(await possible(orderId)).to.deep.equal([{ lineId, open: 0, collected: 1 }]);
  });

  it('counts piece by piece: one declared of three brings one back after the fourteen days', async () => {
    const { orderId, lineId } = await boughtAlike(3);
    await declare(orderId, [{ lineId, quantity: 1 }]);
    const bring = (...quantities: readonly number[]) =>
      desk.preview(
        { orderId, lines: quantities.map((quantity) => ({ lineId, quantity })) },
        desk.taker,
        LATE,
      );
    for (const quantities of [[3], [1, 1, 1], [1, 2]]) {
      const { verdict, because, tell } = await bring(...quantities);
      expect(verdict, quantities.join(' + ')).to.equal('refused');
      expect(because.map(({ rule }) => rule)).to.deep.equal(['withdrawal-over']);
      expect(because[0]!.says.it).to.match(/^Recesso dichiarato per 1 pezzo, ne tornano 3: /);
      expect(tell!.it).to.match(/^Il recesso è stato dichiarato in tempo per 1 pezzo\. /);
    }
    expect(await bring(1)).to.include({ verdict: 'allowed', totalMinor: 49_00 });
    await desk.take({ orderId, lines: [{ lineId }] }, { at: LATE });
    expect((await bring(1)).because[0]!.says.it).to.match(/^Recesso possibile fino al /);
  });

  it('tells the counter how many pieces of a line were declared', async () => {
    const { orderId, lineId } = await boughtAlike(3);
    await declare(orderId, [{ lineId, quantity: 2 }]);
    const { lines } = await desk.as(
      desk.taker,
      (tx) => readReturnable(tx, { orderId, locationId: desk.locationId }),
      LATE,
    );
    const [withdrawal] = lines[0]!.reasons;
    expect(withdrawal).to.include({ reason: 'withdrawal', verdict: 'allowed' });
    expect(withdrawal!.note).to.deep.equal({
      it: 'Recesso già dichiarato online per 2 pezzi',
      en: 'Withdrawal declared online for 2 pieces',
    });
  });

  it('holds for the other piece of a line of which one came back undeclared before, and once', async () => {
    const { orderId, lineId } = await boughtAlike(2);
    await desk.take({ orderId, lines: [{ lineId }] });
    await declare(orderId, [{ lineId, quantity: 1 }]);
    expect(await possible(orderId)).to.deep.equal([]);
    const file = await desk.take({ orderId, lines: [{ lineId }] }, { at: LATE });
    expect(file.judged.verdict).to.equal('allowed');
  });

  it('is not used up by an undeclared piece that came beside the one of an earlier declaration', async () => {
    const { orderId, lineId } = await boughtAlike(3);
    await declare(orderId, [{ lineId, quantity: 1 }]);
    await desk.take({ orderId, lines: [{ lineId, quantity: 2 }] });
    await declare(orderId, [{ lineId, quantity: 1 }]);
    expect(await possible(orderId)).to.deep.equal([]);
    expect((await broughtLate(orderId, lineId)).verdict).to.equal('allowed');
  });

  it('is done once the pieces of two declarations came together', async () => {
    const { orderId, lineId } = await boughtAlike(3);
    await declare(orderId, [{ lineId, quantity: 1 }]);
    await declare(orderId, [{ lineId, quantity: 1 }]);
    await desk.take({ orderId, lines: [{ lineId, quantity: 2 }] }, { at: LATE });
    expect((await broughtLate(orderId, lineId)).verdict).to.equal('refused');
  });

  it('holds again for a piece that was not accepted, and is brought on the file that waits for it', async () => {
    const { orderId, lineId } = await boughtAlike(2, 220_00);
    const bring = (at = LATE) =>
      desk.take({ orderId, lines: [{ lineId }] }, { custodyPlace: 'Retro B2', at });
    const undeclared = await bring(new Date());
    await declare(orderId, [{ lineId, quantity: 1 }]);
    await notAccepted(undeclared);
    const first = await bring();
    expect(first.number).to.not.equal(undeclared.number);
    expect((await announcedFiles(orderId)).length).to.equal(0);
    expect((await broughtLate(orderId, lineId)).verdict).to.equal('refused');
    await notAccepted(first);
    expect((await broughtLate(orderId, lineId)).verdict).to.equal('needs-approval');
  });
});
