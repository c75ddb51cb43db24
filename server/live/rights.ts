import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { Actor } from '../auth/actor.ts';
import type { Authenticate } from '../http/serve.ts';
import type { RoomAccess } from './rooms.ts';
import type { Screen } from './screen.ts';

export interface RightsOptions {
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly screens: () => Iterable<Screen>;
  readonly access: (screen: Screen, room: string) => RoomAccess;
  readonly expel: (screen: Screen, room: string) => void;
}

/** Who sits behind each socket, asked at the handshake and again before every batch. */
export class Rights {
  readonly #options: RightsOptions;

  constructor(options: RightsOptions) {
    this.#options = options;
  }

  /** The handshake: nobody without a session or a key comes in. */
  async admit(screen: Screen, next: (error?: Error) => void): Promise<void> {
    try {
      const { headers } = screen.handshake;
      const actor = await this.#options.authenticate(headers);
      if (!actor) return next(new Error('unauthenticated'));
      const credential = credentialOf(headers);
      Object.assign(screen.data, {
        actor,
        headers,
        credential,
        joins: new Map(),
        unchecked: false,
        checking: false,
      });
      next();
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a live handshake failed');
      next(new Error('busy'));
    }
  }

  /**
   * Asks once for each session or key. Who has none any more is cut off; who lost a permission is
   * taken out of the rooms it opened.
   */
  async recheck(screens: Iterable<Screen>, everybody: boolean): Promise<void> {
    const byCredential = new Map<string, Screen[]>();
    for (const screen of everybody ? this.#options.screens() : screens) {
      const known = byCredential.get(screen.data.credential);
      if (known) known.push(screen);
      else byCredential.set(screen.data.credential, [screen]);
    }
    await Promise.all([...byCredential.values()].map((group) => this.#recheckGroup(group)));
  }

  async #recheckGroup(screens: readonly Screen[]): Promise<void> {
    const actor = await this.#ask(screens[0]!.data.headers);
    for (const screen of screens) {
      if (!actor || actor.id !== screen.data.actor.id) {
        screen.disconnect(true);
        continue;
      }
      if (actor === screen.data.actor) continue;
      screen.data.actor = actor;
      for (const room of [...screen.data.joins.keys()]) {
        if (this.#options.access(screen, room) !== 'granted') this.#options.expel(screen, room);
      }
    }
  }

  /** When it cannot be asked, nothing may be sent: the screen is cut off and comes back by itself. */
  async #ask(headers: IncomingHttpHeaders): Promise<Actor | null> {
    try {
      return await this.#options.authenticate(headers);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the rights of a screen could not be asked for');
      return null;
    }
  }
}

function credentialOf({ cookie, authorization }: IncomingHttpHeaders): string {
  return `${cookie ?? ''}\n${authorization ?? ''}`;
}
