import { expect } from 'chai';
import { down, up } from '../../migrations/20261123T0210_core_mail-schedule.ts';
import { newId } from '../../server/kernel/ids.ts';
import { useDatabase } from '../support/database.ts';

describe('letters written before they kept a schedule', () => {
  const database = useDatabase();

  it('are tried again when they were lost in the last three days, and left alone when they were before', async () => {
    const { db } = database;
    await down(db);
    const write = async (state: string, days: number): Promise<string> => {
      const id = newId();
      await db.raw(
        `insert into core_mail (id, recipient, subject, text, reference, state, queued_at)
         values (:id, 'a@negozio.test', 's', 't', 'order:1', :state, now() - make_interval(days => :days))`,
        { id, state, days },
      );
      return id;
    };
    const expected = new Map([
      [await write('failed', 1), 'queued again'],
      [await write('failed', 4), 'failed'],
      [await write('sending', 0), 'sending again'],
      [await write('queued', 0), 'queued again'],
      [await write('sent', 1), 'sent'],
    ]);
    await up(db);
    const rows = await db('core_mail').select<
      { id: string; state: string; next_at: Date | null }[]
    >('id', 'state', 'next_at');
    const become = rows.map(({ id, state, next_at }) => [id, next_at ? `${state} again` : state]);
    expect(Object.fromEntries(become)).to.deep.equal(Object.fromEntries(expected));
  });
});
