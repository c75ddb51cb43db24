import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { addDays } from '../../../server/kernel/time.ts';
import { readReturnMeasures } from '../../../modules/omnichannel/measures/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';

const DAY = 86_400_000;
/** Noon in Rome: well inside a business day on either side of a change of clocks. */
const NOON = new Date('2026-11-17T11:00:00Z');
const TODAY = '2026-11-17';
const dayBefore = (days: number): Date => new Date(NOON.getTime() - days * DAY);

/** What happened, as somebody at the counter would have written it down. */
interface Note {
  readonly day: string;
  readonly what: 'handed-over' | 'returned';
  readonly reason?: 'withdrawal' | 'guarantee' | 'commercial' | 'error';
}

describe('returns on the dashboard', () => {
  const database = useDatabase();
  const notes: Note[] = [];
  let desk: ReturnDesk;
  let backMinor = 0;
  let files = 0;

  before(async () => {
    desk = await makeReturnDesk(database.db, { '40': { quantity: 40, listPriceMinor: 49_00 } });
    const { gtin } = desk.pieces.get('40')!;
    const sell = async (ago: number) => {
      const sold = await desk.collected(
        [{ gtin, quantity: 2, unitPriceMinor: 49_00 }],
        {},
        dayBefore(ago),
      );
      const day = addDays(TODAY, -ago);
      notes.push({ day, what: 'handed-over' }, { day, what: 'handed-over' });
      return sold;
    };
    const giveBack = async (
      { orderId, lineIds }: Awaited<ReturnType<typeof sell>>,
      ago: number,
      quantity: number,
      reason: 'withdrawal' | 'error',
    ) => {
      const file = await desk.take(
        { orderId, lines: [{ lineId: lineIds[0]!, quantity, reason }] },
        { at: dayBefore(ago), actor: desk.manager },
      );
      for (let piece = 0; piece < quantity; piece += 1) {
        notes.push({ day: addDays(TODAY, -ago), what: 'returned', reason });
      }
      backMinor += file.backMinor;
      files += 1;
    };
    const [first, second, third] = [await sell(9), await sell(8), await sell(3)];
    await sell(1);
    await giveBack(first, 8, 1, 'withdrawal');
    await giveBack(second, 2, 2, 'withdrawal');
    await giveBack(third, 1, 1, 'error');
  });

  const office = makeActor({ permissions: ['omnichannel.measures.read'] });
  const shown = (from: string, until: string, actor = office) =>
    inTransaction(database.db, actor, (tx) => readReturnMeasures(tx, { from, until }), {
      at: NOON,
    });
  const recounted = (from: string, until: string) => {
    const some = notes.filter(({ day }) => day >= from && day <= until);
    const of = (what: Note['what']) => some.filter((note) => note.what === what).length;
    return { handedOver: of('handed-over'), returned: of('returned') };
  };

  it('count each day, and every stretch of days, what was noted at the counter', async () => {
    for (let length = 1; length <= 10; length += 1) {
      const from = addDays(TODAY, 1 - length);
      const { now, before } = await shown(from, TODAY);
      expect(now, `${length} days`).to.deep.equal(recounted(from, TODAY));
      expect(before, `${length} days before`).to.deep.equal(
        recounted(addDays(from, -length), addDays(from, -1)),
      );
    }
  });

  it('are told apart by their reason, most first, and add up to all that came back', async () => {
    const { now, reasons } = await shown(addDays(TODAY, -6), TODAY);
    expect(reasons).to.deep.equal([
      { reason: 'withdrawal', pieces: 2 },
      { reason: 'error', pieces: 1 },
    ]);
    expect(reasons.reduce((sum, { pieces }) => sum + pieces, 0)).to.equal(now.returned);
  });

  it('say how much money has not gone back yet, whatever the period', async () => {
    const { waiting } = await shown(TODAY, TODAY);
    expect(waiting).to.deep.equal([
      { currency: 'EUR', refunds: files, amountMinor: backMinor, overdue: 0 },
    ]);
    await database
      .db('oc_refund')
      .update({ due_by: dayBefore(1) })
      .where({ amount_minor: 49_00 });
    const late = await shown(TODAY, TODAY);
    const one = await database.db('oc_refund').where({ amount_minor: 49_00 });
    expect(late.waiting[0]!.overdue).to.equal(one.length).and.greaterThan(0);

    const paid = { state: 'paid', paid_at: NOON, paid_by: 'Sara Galli' };
    const [whole] = await database.db('oc_refund').where({ amount_minor: 98_00 });
    await database.db('oc_refund_part').update(paid).where({ refund_id: whole.id });
    const rest = (await shown(TODAY, TODAY)).waiting[0]!;
    expect([rest.refunds, rest.amountMinor]).to.deep.equal([files - 1, backMinor - 98_00]);
  });

  it('are those of one’s own shop', async () => {
    const stranger = makeActor({
      permissions: ['omnichannel.measures.read'],
      locations: ['XX99'],
    });
    const { now, reasons, waiting } = await shown(addDays(TODAY, -9), TODAY, stranger);
    expect({ now, reasons, waiting }).to.deep.equal({
      now: { handedOver: 0, returned: 0 },
      reasons: [],
      waiting: [],
    });
  });
});
