import { expect } from 'chai';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { sealAudit } from '../../../server/audit/seal.ts';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { keyring as makeKeyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { openEpoch } from '../../../server/events/epoch.ts';
import { useDatabase } from '../../support/database.ts';
import { gate } from '../../support/gate.ts';
import { until } from '../../support/until.ts';

describe('the audit', () => {
  const database = useDatabase();
  const keyring = makeKeyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
  const system = systemActor('test');

  before(async () => {
    await openEpoch(database.db);
  });

  async function write(subject: string, locationId: string | null): Promise<void> {
    await inTransaction(database.db, system, async (tx) =>
      tx.audit({ action: 'test.done', subject, locationId, details: { b: 2, a: [1, null] } }),
    );
  }

  const seal = (): Promise<number> =>
    inTransaction(database.db, system, (tx) => sealAudit(tx, keyring));

  async function sealAll(): Promise<void> {
    await until('everything written is sealed', async () => {
      await seal();
      const { rows } = await database.db.raw<{ rows: { all: boolean }[] }>(
        `select sealed_position = (select coalesce(max(position), 0) from core_audit) as all
         from core_audit_progress`,
      );
      return rows[0]!.all;
    });
  }

  const faults = () => verifyAudit(database.db, keyring.publicKey);

  /** What somebody with all rights on the database would do: switch the guard off first. */
  async function tamper(work: (sql: Knex) => Promise<unknown>): Promise<void> {
    await database.db.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await work(sql);
    });
  }

  async function positionOf(subject: string): Promise<string> {
    const { rows } = await database.db.raw<{ rows: { position: string }[] }>(
      'select position::text as position from core_audit where subject = ?',
      [subject],
    );
    return rows[0]!.position;
  }

  it('can be added to and never changed, emptied or shortened', async () => {
    await write('thing:1', 'MI01');
    for (const statement of [
      `update core_audit set actor_id = 'somebody else'`,
      'delete from core_audit',
      'truncate core_audit',
      'delete from core_audit_seal',
    ]) {
      const error = await database.db.raw(statement).then(
        () => null,
        (refused: unknown) => refused as Error,
      );
      expect(error?.message, statement).to.include('append-only');
    }
  });

  it('is sealed in one chain for each location, link after link', async () => {
    await write('thing:2', 'MI01');
    await write('thing:3', 'RM01');
    await write('thing:4', null);
    await sealAll();
    await write('thing:5', 'MI01');
    await sealAll();
    const { rows } = await database.db.raw<{ rows: { chain: string; number: number }[] }>(
      'select chain, number from core_audit_head order by chain',
    );
    expect(rows).to.deep.equal([
      { chain: '*', number: 1 },
      { chain: 'MI01', number: 2 },
      { chain: 'RM01', number: 1 },
    ]);
    expect(await faults()).to.deep.equal([]);
  });

  it('waits for a transaction that has its place and commits late', async () => {
    const written = gate();
    const mayCommit = gate();
    const slow = database.db.transaction(async (sql) => {
      await sql.raw(
        `insert into core_audit (action, subject, location_id, details, actor_id, request_id, occurred_at)
         values ('test.done', 'thing:slow', 'MI01', '{}', 'test', '', now())`,
      );
      written.open();
      await mayCommit.passed;
    });
    await written.passed;
    await write('thing:fast', 'MI01');
    expect(
      [await seal(), await seal(), await seal()],
      'nothing is sealed over its head',
    ).to.deep.equal([0, 0, 0]);
    mayCommit.open();
    await slow;
    await sealAll();
    const { rows } = await database.db.raw<{ rows: { positions: string[] }[] }>(
      `select positions::text[] as positions from core_audit_seal where chain = 'MI01'
       order by number desc limit 1`,
    );
    expect(rows[0]!.positions).to.deep.equal([
      await positionOf('thing:slow'),
      await positionOf('thing:fast'),
    ]);
    expect(await faults()).to.deep.equal([]);
  });

  it('is sealed once when several processes seal at the same time', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => write(`thing:many-${n}`, 'TO01')));
    await until('everything is sealed', async () => {
      await Promise.all([seal(), seal(), seal()]);
      const { rows } = await database.db.raw<{ rows: { sealed: number }[] }>(
        `select coalesce(sum(cardinality(positions)), 0)::integer as sealed
         from core_audit_seal where chain = 'TO01'`,
      );
      return rows[0]!.sealed >= 12;
    });
    expect(await faults()).to.deep.equal([]);
  });

  it('is not taken for cut short when it grows while it is read', async () => {
    let growing = true;
    const grown = (async () => {
      for (let count = 0; count < 60; count += 1) {
        await write(`thing:growing-${count}`, 'MI01');
        await seal();
      }
      growing = false;
    })();
    while (growing) expect(await faults()).to.deep.equal([]);
    await grown;
  });

  it('shows which row was changed after the fact', async () => {
    await write('thing:changed', 'MI01');
    await sealAll();
    const position = await positionOf('thing:changed');
    await tamper((sql) =>
      sql.raw(`update core_audit set actor_id = 'innocent' where position = ?`, [position]),
    );
    const found = await faults();
    expect(found.map((fault) => [fault.chain, fault.position, fault.fault])).to.deep.equal([
      ['MI01', position, 'row changed'],
    ]);
    await tamper((sql) =>
      sql.raw('update core_audit set actor_id = ? where position = ?', [system.id, position]),
    );
    expect(await faults(), 'put back').to.deep.equal([]);
  });

  it('shows a row that was removed, one slipped in, and a chain cut short', async () => {
    await write('thing:removed', 'NA01');
    await sealAll();
    await write('thing:last', 'NA01');
    await sealAll();
    const removed = await positionOf('thing:removed');
    await tamper((sql) => sql.raw('delete from core_audit where position = ?', [removed]));
    expect((await faults()).map((fault) => [fault.position, fault.fault])).to.deep.equal([
      [removed, 'row missing'],
    ]);
    await tamper((sql) =>
      sql.raw(
        `insert into core_audit (position, action, subject, details, actor_id, request_id, occurred_at)
         overriding system value values (?, 'test.done', 'thing:false', '{}', 'test', '', now())`,
        [removed],
      ),
    );
    expect((await faults()).map(({ fault }) => fault)).to.deep.equal(['row changed']);
    await tamper((sql) =>
      sql.raw(`delete from core_audit_seal where chain = 'NA01' and number = 2`),
    );
    expect((await faults()).map(({ fault }) => fault)).to.deep.equal([
      'row changed',
      'chain cut short',
      'row never sealed',
    ]);
  });

  it('shows a chain that was forged anew without the key', async () => {
    await write('thing:forged', 'BA01');
    await sealAll();
    const stranger = makeKeyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
    const own = (await verifyAudit(database.db, stranger.publicKey)).filter(
      ({ chain }) => chain === 'BA01',
    );
    expect(own.map(({ fault }) => fault)).to.deep.equal(['signature wrong']);
  });

  it('seals what an older history left behind, after the database was restored elsewhere', async () => {
    await write('thing:old', 'PA01');
    // The transaction it waits for belongs to another cluster and will never end here.
    await database.db.raw(
      `update core_audit_progress set next_tx = '99999999999', epoch = 'another'`,
    );
    await sealAll();
    expect((await faults()).filter(({ chain }) => chain === 'PA01')).to.deep.equal([]);
  });
});
