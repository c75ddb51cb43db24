import { expect } from 'chai';
import {
  constraintMeans,
  isTransient,
  refusalFrom,
  withRetries,
} from '../../../server/db/errors.ts';
import { plainProblem } from '../../../server/kernel/refusal.ts';
import { useDatabase } from '../../support/database.ts';

const alreadyCounted = plainProblem('already-counted', 409, {
  it: 'Già contato',
  en: 'Already counted',
});

describe('what a database error tells a person', () => {
  const database = useDatabase({ poolSize: 4 });

  before(async () => {
    await database.db.raw(`
      create table shelf (
        code text constraint shelf_pk primary key,
        pieces integer not null constraint shelf_pieces_positive check (pieces >= 0),
        beside text constraint shelf_beside_exists references shelf (code)
      );
      insert into shelf values ('A', 1), ('B', 1)`);
    constraintMeans('shelf_pk', alreadyCounted, {});
  });

  const statements: [string, string, string, number][] = [
    ['a constraint with a meaning', `insert into shelf values ('A', 1)`, 'already-counted', 409],
    ['a check', `insert into shelf values ('C', -1)`, 'conflict', 409],
    ['a missing neighbour', `insert into shelf values ('D', 1, 'nowhere')`, 'conflict', 409],
    ['a number out of range', `select 3000000000::integer`, 'invalid-request', 400],
    ['text where a number belongs', `select 'x'::integer`, 'invalid-request', 400],
    ['the 31st of February', `select '2026-02-31'::date`, 'invalid-request', 400],
    [
      'a statement that takes too long',
      `set local statement_timeout = '20ms'; select pg_sleep(5)`,
      'busy',
      503,
    ],
    ['a read-only database', `set transaction read only; delete from shelf`, 'busy', 503],
  ];
  for (const [what, sql, slug, status] of statements) {
    it(`turns ${what} into ${slug}`, async () => {
      const error = await failureOf(() => database.db.transaction((tx) => tx.raw(sql)));
      const refusal = refusalFrom(error);
      expect(refusal?.problem.slug).to.equal(slug);
      expect(refusal?.problem.status).to.equal(status);
    });
  }

  it('turns NUL in a text into invalid-request', async () => {
    const error = await failureOf(() => database.db.raw('select ?::text', ['a\u0000b']));
    expect(refusalFrom(error)?.problem.slug).to.equal('invalid-request');
  });

  it('keeps a bug of ours a bug: nothing of it is told', async () => {
    expect(refusalFrom(await failureOf(() => database.db.raw('select * from nowhere')))).to.equal(
      null,
    );
    expect(refusalFrom(new TypeError('x is undefined'))).to.equal(null);
  });

  it('refuses two meanings for one constraint', () => {
    const other = plainProblem('other', 409, { it: 'Altro', en: 'Other' });
    expect(() => constraintMeans('shelf_pk', other, {})).to.throw('already means already-counted');
  });

  it('carries out both of two transactions that lock the same rows crosswise', async () => {
    let retries = 0;
    let waiting = 0;
    let bothLocked = (): void => undefined;
    const locked = new Promise<void>((resolve) => (bothLocked = resolve));
    const move = (first: string, second: string): Promise<void> =>
      withRetries(
        () =>
          database.db.transaction(async (tx) => {
            await tx.raw('update shelf set pieces = pieces + 1 where code = ?', [first]);
            waiting += 1;
            if (waiting === 2) bothLocked();
            await locked;
            await tx.raw('update shelf set pieces = pieces + 1 where code = ?', [second]);
          }),
        (error) => {
          expect(isTransient(error)).to.equal(true);
          retries += 1;
        },
      );
    await Promise.all([move('A', 'B'), move('B', 'A')]);
    const { rows } = await database.db.raw(
      `select code, pieces from shelf where code in ('A', 'B') order by code`,
    );
    expect(rows).to.deep.equal([
      { code: 'A', pieces: 3 },
      { code: 'B', pieces: 3 },
    ]);
    expect(retries, 'they did collide').to.equal(1);
  });
});

async function failureOf(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}
