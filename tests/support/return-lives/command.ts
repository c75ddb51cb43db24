import type { Chance } from '../../../seeds/demo/random.ts';
import type { Endpoint, InputOf } from '../../../server/http/contract.ts';
import type { Caller } from '../api.ts';
import type { Notes, Outcome } from './notebook.ts';
import type { World } from './world.ts';

/** One sequence as it is played. */
export interface Play {
  readonly world: World;
  readonly dice: Chance;
  notes: Notes;
  readonly orderIds: string[];
  /** A return somebody previewed a while ago and has not confirmed yet. */
  shelved: Command | null;
}

/** Something somebody does, decided on what they see now. */
export interface Command {
  readonly name: string;
  /** Throws what the server answers when it refuses. With the same key the same answer is wanted. */
  readonly send: (idempotencyKey: string) => Promise<unknown>;
  /**
   * What is wrong with this outcome, if the notebook is right; writes down what it changed. `fresh`:
   * nothing has happened since it was decided.
   */
  readonly judge: (notes: Notes, outcome: Outcome, fresh: boolean) => string | null;
  /** Nobody else does anything meanwhile, and it has no key. */
  readonly alone?: true;
}

export function http<E extends Endpoint>(
  { world }: Play,
  endpoint: E,
  input: InputOf<E>,
  as: Caller,
): Command['send'] {
  return (idempotencyKey) => world.server.call(endpoint, input, { as, idempotencyKey });
}

/** A refusal nobody expected when all is fresh; when it is not, one of these. */
export function refusedWith(
  slug: string,
  fresh: boolean,
  wanted: string | null,
  whenStale: readonly string[] = [],
): string | null {
  if (slug === wanted) return null;
  if (!fresh && whenStale.includes(slug)) return null;
  return `refused with ${slug}, the notebook says ${wanted ?? 'done'}`;
}
