import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../kernel/refusal.ts';
import { tooManyRequests } from '../kernel/problems.ts';
import type { Keyring } from './keyring.ts';

/** How passwords and PINs are stored and checked. */
export interface SecretHasher {
  hash(secret: string): Promise<string>;
  /** Takes as long for a person who does not exist: `stored` is then null and the answer false. */
  matches(stored: string | null, secret: string): Promise<boolean>;
}

/** One hash takes 19 MiB and tens of milliseconds of a core: more at once would stop the shop. */
const AT_ONCE = 4;
const WAITING = 16;

/**
 * argon2id with a secret that is not in the database: a stolen table of six-digit PINs is worth nothing
 * without it.
 */
export function secretHasher(keyring: Keyring): SecretHasher {
  const settings = {
    memoryCost: 19 * 1024,
    timeCost: 2,
    parallelism: 1,
    secret: Buffer.from(keyring.hash('password-pepper', 'v1'), 'hex'),
  };
  const turn = turnstile(AT_ONCE, WAITING);
  let nobody: Promise<string> | undefined;
  return {
    hash: (secret) => turn(() => hash(secret, settings)),
    matches: (stored, secret) =>
      turn(async () => {
        if (stored !== null) return verify(stored, secret, settings);
        nobody ??= hash('nobody', settings);
        await verify(await nobody, secret, settings);
        return false;
      }),
  };
}

/** Lets `atOnce` through, makes `waiting` wait, refuses the rest with 429. */
function turnstile(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= atOnce) {
      if (queue.length >= waiting) throw new Refusal(tooManyRequests, { retryAfter: 1 });
      await new Promise<void>((enter) => queue.push(enter));
    }
    inside += 1;
    try {
      return await work();
    } finally {
      inside -= 1;
      queue.shift()?.();
    }
  };
}
