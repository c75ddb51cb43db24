import { PROMISE_STATEMENTS } from '../../modules/store-system/holds/sql/promise.ts';

/** A server that decides who gets a piece without locking it, and writes it without looking again. */
const { lock, promise } = PROMISE_STATEMENTS;
Object.assign(PROMISE_STATEMENTS, {
  lock: without(lock, 'for no key update of level'),
  promise: without(promise, 'and level.on_hand - level.held - level.safety >= p.quantity'),
});
await import('../support/serve.ts');

function without(statement: string, passage: string): string {
  if (!statement.includes(passage)) throw new Error(`nothing to take out: ${passage}`);
  return statement.replace(passage, '');
}
