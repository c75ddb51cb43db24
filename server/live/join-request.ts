import type { JoinRequest } from './protocol.ts';

const WHOLE = /^[0-9]{1,20}$/;
const ROOM = /^[a-z][a-z-]{0,40}(:[A-Za-z0-9_-]{1,80})?$/;
/** xid8 has 64 bits, a position 63: beyond them PostgreSQL would refuse the statement. */
const LARGEST_TX = 2n ** 64n - 1n;
const LARGEST_POSITION = 2n ** 63n - 1n;

/** Is this what a screen may send? It comes from outside and may be anything. */
export function isJoinRequest(told: unknown): told is JoinRequest {
  if (!isObject(told) || typeof told['room'] !== 'string' || !ROOM.test(told['room'])) return false;
  const { cursor } = told;
  if (!isObject(cursor)) return false;
  const { epoch, tx, position } = cursor;
  return (
    typeof epoch === 'string' &&
    epoch.length <= 100 &&
    isWhole(tx, LARGEST_TX) &&
    isWhole(position, LARGEST_POSITION)
  );
}

function isWhole(text: unknown, largest: bigint): boolean {
  return typeof text === 'string' && WHOLE.test(text) && BigInt(text) <= largest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
