import { PROMISE_STATEMENTS } from '../../modules/store-system/holds/sql/promise.ts';

/** A server that locks the pieces of a basket in no fixed order. */
const ORDER = 'order by level.location_id, level.item_id';
const { lock } = PROMISE_STATEMENTS;
if (!lock.includes(ORDER)) throw new Error(`nothing to take out: ${ORDER}`);
Object.assign(PROMISE_STATEMENTS, { lock: lock.replace(ORDER, 'order by random()') });
await import('../support/serve.ts');
