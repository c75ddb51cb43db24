import type { Request, Response } from 'express';
import type { Actor } from '../auth/actor.ts';
import { languageOf, type Language } from '../kernel/text.ts';
import { newId } from '../kernel/ids.ts';

/** One request on its way through, and what has been found out about it so far. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly requestId: string;
  readonly startedAt: number;
  /** Nobody, until the caller is known. */
  actor: Actor;
  language: Language;
}

/** Who asks without a session or key: public endpoints only. */
export const NOBODY: Actor = {
  kind: 'client',
  id: 'nobody',
  name: 'Pubblico',
  language: 'it',
  locationId: null,
  deviceId: null,
  sessionId: null,
  grants: new Map(),
};

export function exchangeOf(request: Request, response: Response): Exchange {
  const accepted = request.headers['accept-language'];
  return {
    request,
    response,
    requestId: newId(),
    startedAt: performance.now(),
    actor: NOBODY,
    language: accepted === undefined ? 'it' : spoken(accepted),
  };
}

/** Whoever asks in a language is answered in it; otherwise in the one the person chose. */
export function identify(exchange: Exchange, actor: Actor): void {
  exchange.actor = actor;
  if (exchange.request.headers['accept-language'] === undefined) exchange.language = actor.language;
}

const known = new Map<string, Language>();

/** Browsers send the same few headers for ever: parsed once each. */
function spoken(accepted: string): Language {
  const found = known.get(accepted);
  if (found) return found;
  const language = languageOf(accepted);
  if (known.size < 500) known.set(accepted, language);
  return language;
}
