import type { Knex } from 'knex';
/**
 * Mistakes somebody could make in the code, as the database would see them: each is a trigger that
 * spoils one write. The model has to notice every one.
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

export const MISTAKES: readonly Mistake[] = [
  {
    name: 'a promise is not let go',
    table: 'ss_hold',
    on: 'update',
    when: `old.kind = 'order' and new.state = 'released'`,
    does: 'return old;',
  },
  {
    name: 'what is held is not lowered',
    table: 'ss_stock_level',
    on: 'update',
    when: 'new.held < old.held',
    does: 'new.held := old.held; return new;',
  },
  {
    name: 'goods leave and stay on hand',
    table: 'ss_stock_level',
    on: 'update',
    when: 'new.on_hand < old.on_hand',
    does: 'new.on_hand := old.on_hand; return new;',
  },
  {
    name: 'a movement is forgotten',
    table: 'ss_movement',
    on: 'insert',
    when: 'true',
    does: 'return null;',
  },
  {
    name: 'a payment at the counter is not written down',
    table: 'oc_payment',
    on: 'insert',
    when: 'new.location_id is not null',
    does: 'return null;',
  },
  {
    name: 'a cent is lost of what was paid',
    table: 'oc_order',
    on: 'update',
    when: 'new.paid_minor > old.paid_minor',
    does: 'new.paid_minor := new.paid_minor - 1; return new;',
  },
  {
    name: 'what is owed back is a cent short',
    table: 'oc_refund_due',
    on: 'insert',
    when: 'new.amount_minor > 1',
    does: 'new.amount_minor := new.amount_minor - 1; return new;',
  },
  {
    name: 'what was cancelled is still to be paid',
    table: 'oc_order',
    on: 'update',
    when: 'new.cancelled_minor > old.cancelled_minor',
    does: 'new.cancelled_minor := old.cancelled_minor; return new;',
  },
  {
    name: 'a left piece is still the customer’s',
    table: 'oc_order_unit',
    on: 'update',
    when: `new.fate = 'refused'`,
    does: 'return old;',
  },
  {
    name: 'a cancelled piece in a bag counts as put back',
    table: 'oc_order_unit',
    on: 'update',
    when: 'new.to_put_back and not old.to_put_back',
    does: 'new.to_put_back := false; return new;',
  },
  {
    name: 'an order that moves stays where it was',
    table: 'oc_order',
    on: 'update',
    when: 'new.location_id <> old.location_id',
    does: 'new.location_id := old.location_id; return new;',
  },
  {
    name: 'an event is lost',
    table: 'core_outbox',
    on: 'insert',
    when: `new.type = 'omnichannel.order-cancelled.v1'`,
    does: 'return null;',
  },
  {
    name: 'something is not audited',
    table: 'core_audit',
    on: 'insert',
    when: `new.action = 'omnichannel.order-collected.v1'`,
    does: 'return null;',
  },
  {
    name: 'keys are not kept',
    table: 'core_idempotency',
    on: 'insert',
    when: 'true',
    does: 'new.key := gen_random_uuid()::text; return new;',
  },
];

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
