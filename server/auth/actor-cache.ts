import type { Actor } from './actor.ts';
import type { StoredEvent } from '../events/event.ts';

/** How long an answer is believed without asking the database again. */
const FRESH_MILLISECONDS = 5_000;
const MOST_ENTRIES = 20_000;

interface Entry {
  readonly actor: Actor;
  readonly freshUntil: number;
  /** Somebody acted since it was read: to be noted at the next reading. */
  acted: boolean;
}

/**
 * Who is behind a cookie or key, remembered for a few seconds so that a request costs no statement.
 * What is revoked anywhere is forgotten as soon as the feed tells; the seconds are the last resort.
 */
export class ActorCache {
  readonly #entries = new Map<string, Entry>();
  readonly #asking = new Map<string, Promise<Actor | null>>();
  /** Rises at each forgetting: an answer that was on its way meanwhile may be out of date. */
  #forgettings = 0;

  /** `read` asks the database; `acting` says whether the person did something or only watched. */
  async find(
    key: string,
    acting: boolean,
    read: (acting: boolean) => Promise<Actor | null>,
  ): Promise<Actor | null> {
    const entry = this.#entries.get(key);
    if (entry && performance.now() < entry.freshUntil) {
      entry.acted ||= acting;
      return entry.actor;
    }
    const asking = this.#asking.get(key);
    if (asking) return asking;
    const answer = this.#ask(key, () => read(acting || (entry?.acted ?? false)));
    this.#asking.set(key, answer);
    return answer;
  }

  async #ask(key: string, read: () => Promise<Actor | null>): Promise<Actor | null> {
    const before = this.#forgettings;
    try {
      const actor = await read();
      this.#entries.delete(key);
      if (actor && before === this.#forgettings) {
        if (this.#entries.size >= MOST_ENTRIES) this.#entries.clear();
        const freshUntil = performance.now() + FRESH_MILLISECONDS;
        this.#entries.set(key, { actor, freshUntil, acted: false });
      }
      return actor;
    } finally {
      this.#asking.delete(key);
    }
  }

  /** Forgets everybody of whom `stale` is true. */
  forget(stale: (actor: Actor) => boolean): void {
    this.#forgettings += 1;
    this.#asking.clear();
    for (const [key, { actor }] of this.#entries) if (stale(actor)) this.#entries.delete(key);
  }

  forgetAll(): void {
    this.forget(() => true);
  }

  /** What other processes, and our own commands, changed about people, devices and keys. */
  heard(events: readonly StoredEvent[]): void {
    for (const { type, payload } of events) {
      if (!type.startsWith('core.')) continue;
      const { accountId, deviceId, keyId } = payload as Readonly<Record<string, unknown>>;
      if (type === 'core.session-ended.v1' || type === 'core.account-changed.v1') {
        this.forget((actor) => actor.kind === 'person' && actor.id === accountId);
      } else if (type === 'core.device-changed.v1') {
        this.forget((actor) => actor.deviceId === deviceId);
      } else if (type === 'core.api-key-changed.v1') {
        this.forget((actor) => actor.kind === 'client' && actor.id === keyId);
      }
    }
  }
}
