import type { Knex } from 'knex';

/**
 * Mistakes somebody could make in the code, as the database would see them: each is a trigger that
 * spoils one write. A model that plays the system has to notice every one.
 */
export interface Mistake {
  readonly name: string;
  readonly table: string;
  readonly on: 'insert' | 'update' | 'delete';
  /** SQL: when it happens. */
  readonly when: string;
  /** PL/pgSQL: what is written instead. */
  readonly does: string;
}

/** Mistakes that any part of the system could make: its models all have to notice them. */
export const HELD_NOT_LOWERED: Mistake = {
  name: 'what is held is not lowered',
  table: 'ss_stock_level',
  on: 'update',
  when: 'new.held < old.held',
  does: 'new.held := old.held; return new;',
};
export const LEAVES_AND_STAYS: Mistake = {
  name: 'goods leave and stay on hand',
  table: 'ss_stock_level',
  on: 'update',
  when: 'new.on_hand < old.on_hand',
  does: 'new.on_hand := old.on_hand; return new;',
};
export const ARRIVES_AND_STAYS_ON_THE_ROAD: Mistake = {
  name: 'what arrives stays on the road',
  table: 'ss_shipment_line',
  on: 'update',
  when: 'new.received > old.received',
  does: 'new.received := old.received; return new;',
};
export const KEYS_NOT_KEPT: Mistake = {
  name: 'keys are not kept',
  table: 'core_idempotency',
  on: 'insert',
  when: 'true',
  does: 'new.key := gen_random_uuid()::text; return new;',
};

export function eventLost(type: string): Mistake {
  return {
    name: 'an event is lost',
    table: 'core_outbox',
    on: 'insert',
    when: `new.type = '${type}'`,
    does: 'return null;',
  };
}

export function stepNotAudited(action: string): Mistake {
  return {
    name: 'a step is not audited',
    table: 'core_audit',
    on: 'insert',
    when: `new.action = '${action}'`,
    does: 'return null;',
  };
}

/** A promise that outlives what it was made for. */
export function promiseNotLetGo(name: string, kind: 'order' | 'transfer'): Mistake {
  return {
    name,
    table: 'ss_hold',
    on: 'update',
    when: `old.kind = '${kind}' and new.state = 'released'`,
    does: 'return old;',
  };
}

function planted({ table, on, when, does }: Mistake): string {
  return `
    create function spoil_a_write() returns trigger language plpgsql as $$
    begin
      if ${when} then ${does} end if;
      return ${on === 'delete' ? 'old' : 'new'};
    end $$;
    create trigger spoil_a_write before ${on} on ${table}
      for each row execute function spoil_a_write();`;
}

/** Puts the mistake into the table; the server goes on working meanwhile. */
export function plant(db: Knex, mistake: Mistake): Promise<void> {
  return betweenOthers(db, planted(mistake));
}

/** Takes the mistake out again. */
export function uproot(db: Knex): Promise<void> {
  return betweenOthers(db, 'drop function spoil_a_write() cascade');
}

/** So often, for half a second each: twenty seconds are more than any statement takes. */
const TRIES = 40;

/**
 * Changes a table that others are reading and writing. Whoever waits for the whole table lets nobody pass,
 * and the one it waits for may itself wait for one of those: so it steps aside, and tries again.
 */
async function betweenOthers(db: Knex, statement: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(async (sql) => {
        await sql.raw(`set local lock_timeout = '500ms'`);
        await sql.raw(statement);
      });
    } catch (error) {
      const { code } = error as { code?: string };
      if ((code !== '55P03' && code !== '40P01') || tries === TRIES) throw error;
    }
  }
}
