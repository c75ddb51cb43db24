import { Refusal, type ProblemType } from '../kernel/refusal.ts';
import { busy, conflict, invalidRequest } from '../kernel/problems.ts';

/** What the driver tells about a statement that failed. */
interface DatabaseError extends Error {
  readonly code: string;
  readonly constraint?: string;
  readonly column?: string;
}

const meanings = new Map<string, Refusal>();

/**
 * Says what breaking a named constraint means to a person. Declared once, in the room's SQL beside the
 * statements that may break it: constraint names are unique in the whole schema.
 */
export function constraintMeans<E extends object>(
  constraint: string,
  problem: ProblemType<E>,
  extension: E,
): void {
  const known = meanings.get(constraint);
  if (known && known.problem.slug !== problem.slug) {
    throw new Error(`${constraint} already means ${known.problem.slug}`);
  }
  meanings.set(constraint, new Refusal(problem, extension) as unknown as Refusal);
}

/**
 * The refusal a database error amounts to, or null when it is a bug of ours. What the caller may
 * learn is in the refusal; the statement and its values never leave the log.
 */
export function refusalFrom(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (isUnreachable(error) || isTransient(error)) return refuse(busy, { retryAfter: 1 });
  if (!isDatabaseError(error)) return null;
  const meaning = error.constraint === undefined ? undefined : meanings.get(error.constraint);
  if (meaning) return refuse(meaning.problem, meaning.extension);
  if (CONFLICTS.has(error.code)) {
    return refuse(conflict, error.constraint === undefined ? {} : { constraint: error.constraint });
  }
  // What validation lets through and PostgreSQL does not: NUL in a text, a number out of range, 31 February.
  if (error.code.startsWith('22')) {
    return refuse(invalidRequest, { errors: [{ pointer: '', detail: told22(error.code) }] });
  }
  if (error.code === QUERY_CANCELED) return refuse(busy, { retryAfter: 5 });
  return null;
}

/**
 * Would the same transaction probably succeed if it ran again from the start?
 * Deadlock, serialisation failure, lock timeout: nothing was done.
 */
export function isTransient(error: unknown): boolean {
  return isDatabaseError(error) && TRANSIENT.has(error.code);
}

/**
 * The database could not be asked, or went away while it was: whether a transaction under way was
 * committed is not known, so only its own idempotency key may try it again.
 */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KnexTimeoutError') return true;
  if (UNREACHABLE_MESSAGES.some((message) => error.message.includes(message))) return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return (
    NETWORK.has(error.code) ||
    error.code.startsWith('08') ||
    error.code.startsWith('57P') ||
    // Too many connections, disk full, out of memory, read-only after a failover: the server's trouble.
    error.code.startsWith('53') ||
    error.code === READ_ONLY ||
    error.code === IDLE_IN_TRANSACTION
  );
}

/** Runs a transaction again when nothing was done, at most five times, each a little later. */
export async function withRetries<T>(
  work: () => Promise<T>,
  onRetry: (error: unknown) => void = () => undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 5 || !isTransient(error)) throw error;
      onRetry(error);
      // Two that collided must not collide again: the wait is random within a growing window.
      await new Promise((wake) => setTimeout(wake, Math.random() * 20 * 2 ** attempt));
    }
  }
}

const QUERY_CANCELED = '57014';
const READ_ONLY = '25006';
const IDLE_IN_TRANSACTION = '25P03';
/** Unique, check, exclusion, foreign key, not-null. */
const CONFLICTS = new Set(['23505', '23514', '23P01', '23503', '23502']);
/** Serialisation failure, deadlock, lock not available. */
const TRANSIENT = new Set(['40001', '40P01', '55P03']);
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const UNREACHABLE_MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error',
  'timeout expired',
  'Unable to acquire a connection',
];

function told22(code: string): string {
  if (code === '22021' || code === '22P05') return 'carattere non ammesso / character not allowed';
  if (code === '22003') return 'numero troppo grande / number out of range';
  if (code === '22007' || code === '22008') return 'data non valida / invalid date';
  return 'valore non valido / invalid value';
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  );
}

function refuse<E extends object>(problem: ProblemType<E>, extension: E): Refusal {
  return new Refusal(problem, extension) as unknown as Refusal;
}
