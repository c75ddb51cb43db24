import type { Knex } from 'knex';
import { CALM, type Behaviour } from './behaviour.ts';
import type { ProviderRequest } from './port.ts';

/** A refund in the simulated provider's own books. */
export interface Booked {
  readonly key: string;
  readonly paymentRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: 'paid' | 'failed';
  readonly code: string | null;
  readonly reference: string;
}

const COLUMNS = `key, payment_ref as "paymentRef", amount_minor as "amountMinor", currency, status,
  code, reference`;

/** The simulated provider's books: each statement stands alone, whatever our transactions do. */
export function openBooks(db: Knex) {
  return {
    async behaviour(): Promise<Behaviour> {
      const { rows } = await db.raw<{ rows: { behaviour: Behaviour }[] }>(
        'select behaviour from oc_simulated_provider',
      );
      return rows[0]?.behaviour ?? CALM;
    },
    /** Counts a call with this key, whatever becomes of it; how many there were before. */
    async call({ key, paymentRef, amountMinor, currency }: ProviderRequest): Promise<number> {
      const { rows } = await db.raw<{ rows: { calls: number }[] }>(
        `insert into oc_simulated_refund as known (key, payment_ref, amount_minor, currency)
         values (:key, :paymentRef, :amountMinor, :currency)
         on conflict (key) do update set calls = known.calls + 1
         returning calls`,
        { key, paymentRef, amountMinor, currency },
      );
      return rows[0]!.calls - 1;
    },
    /** Books it, once for each key: whoever asks again gets what was booked first. */
    async book({ key, status, code, reference }: Booked): Promise<Booked> {
      await db.raw(
        `update oc_simulated_refund
         set status = :status, code = :code, reference = :reference, decided_at = now()
         where key = :key and status = 'asked'`,
        { key, status, code, reference },
      );
      return (await findBooked(db, key))!;
    },
  };
}

export async function findBooked(db: Knex, key: string): Promise<Booked | null> {
  const { rows } = await db.raw<{ rows: Booked[] }>(
    `select ${COLUMNS} from oc_simulated_refund where key = ? and status <> 'asked'`,
    [key],
  );
  return rows[0] ?? null;
}

/** How it behaves from now on: written by seeds and tests, in place of an account at a real provider. */
export async function behave(db: Knex, behaviour: Behaviour): Promise<void> {
  await db.raw(
    `insert into oc_simulated_provider (behaviour) values (?)
     on conflict (single) do update set behaviour = excluded.behaviour`,
    [JSON.stringify(behaviour)],
  );
}
