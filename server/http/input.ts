import { Refusal } from '../kernel/refusal.ts';
import { invalidRequest, revisionRequired } from '../kernel/problems.ts';
import type { Language } from '../kernel/text.ts';
import { BODY_LIMIT, readJson } from './body.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { malformed, refuseUnstorable } from './json.ts';
import { checkAddress, checkBody } from './validation.ts';
import { told } from './violations.ts';

/**
 * What the command or query gets: parameters, query string, body and `expectedVersion` in one object,
 * each checked against its contract. Their names cannot collide: that is checked at start.
 */
export async function readInput(
  endpoint: Endpoint,
  exchange: Exchange,
  params: Readonly<Record<string, string>>,
): Promise<object> {
  const { language, request } = exchange;
  const input: Record<string, unknown> = {};
  if (endpoint.params) {
    const given = { ...params };
    checkAddress(endpoint.params, given, language);
    refuseUnstorable(given, language);
    Object.assign(input, given);
  }
  if (endpoint.query) {
    const given = queryOf(request.url);
    checkAddress(endpoint.query, given, language);
    refuseUnstorable(given, language);
    Object.assign(input, given);
  }
  if (endpoint.ifMatch) {
    input['expectedVersion'] = versionIn(request.headers['if-match'], language);
  }
  if (endpoint.body) {
    const keepText = endpoint.bodyText === 'kept';
    const limit = endpoint.bodyLimit ?? BODY_LIMIT;
    const body = await readJson(request, limit, language, { keepText });
    checkBody(endpoint.body, body, language);
    Object.assign(input, body);
  }
  return input;
}

/** A name given twice is a list. */
function queryOf(url: string): Record<string, string | string[]> {
  const start = url.indexOf('?');
  if (start === -1) return {};
  const found: Record<string, string | string[]> = Object.create(null) as Record<string, never>;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    const before = found[name];
    if (before === undefined) found[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else found[name] = [before, value];
  }
  return found;
}

/** `If-Match: "7"`: the version the caller has seen and means to change. */
function versionIn(header: string | undefined, language: Language): number {
  if (header === undefined) throw new Refusal(revisionRequired, {});
  const version = /^"([1-9][0-9]{0,14})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw badIfMatch(language);
  return Number(version);
}

function badIfMatch(language: Language): Refusal {
  return new Refusal(invalidRequest, {
    errors: [{ pointer: '', detail: told('badIfMatch', {}, language) }],
  }) as unknown as Refusal;
}

export function undecodable(language: Language): Refusal {
  return malformed('', 'undecodable', language);
}
