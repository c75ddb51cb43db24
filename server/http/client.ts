import type { Endpoint, InputOf, ReplyOf } from './contract.ts';
import type { Language } from '../kernel/text.ts';

/** A problem document as it stands on the wire: the standard members and those of the occurrence. */
export interface ProblemReply {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly [member: string]: unknown;
}

/** The server said no, or failed: what it said is in `problem`, in the language of the client. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: ProblemReply;

  constructor(problem: ProblemReply) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  /** `insufficient-stock`: what programs compare. */
  get slug(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer at all, or one that was cut off: the request may or may not have had its effect. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface CallOptions {
  /** Made before the first attempt and kept while the outcome is unknown; a new one unless given. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Sent to its end even if the page is closed meanwhile. */
  readonly keepalive?: boolean;
}

export interface ContractClient {
  call<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    options?: CallOptions,
  ): Promise<ReplyOf<E>>;
}

export interface ClientOptions {
  /** Empty in the browser: our own origin. */
  readonly baseUrl?: string;
  readonly fetch?: typeof fetch;
  /** Asked at each call, because the reader may change it. */
  readonly language?: () => Language;
  /** `Authorization`, or a cookie in tests. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** Attempts when nobody answers, each a little later than the one before. */
const ATTEMPTS = 3;

/**
 * Calls endpoints by their contracts: the contract says where each member of the input goes. When the
 * network fails, the same request is sent again under the same key, so that it has one effect at most.
 * Throws `ProblemError` for an answer that is a problem and `NoAnswer` when nobody answered.
 */
export function createClient(options: ClientOptions = {}): ContractClient {
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  return {
    call: async (endpoint, input, call = {}) => {
      const { address, init } = requestFor(endpoint, input as object, call, options);
      const response = await persistently(
        () => send(`${options.baseUrl ?? ''}${address}`, init),
        call.signal,
      );
      return (await readReply(response)) as ReplyOf<typeof endpoint>;
    },
  };
}

function requestFor(
  endpoint: Endpoint,
  input: object,
  call: CallOptions,
  options: ClientOptions,
): { address: string; init: RequestInit } {
  const { address, body } = partsOf(endpoint, input);
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers?.() };
  const language = options.language?.();
  if (language) headers['accept-language'] = language;
  if (endpoint.ifMatch) {
    const { expectedVersion } = input as { expectedVersion: number };
    headers['if-match'] = `"${expectedVersion}"`;
  }
  if (endpoint.method !== 'GET' && typeof endpoint.idempotency !== 'object') {
    headers['idempotency-key'] = call.idempotencyKey ?? crypto.randomUUID();
  }
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
  if (body !== null) {
    headers['content-type'] = 'application/json';
    init.body = body;
  }
  if (call.signal) init.signal = call.signal;
  if (call.keepalive) init.keepalive = true;
  return { address, init };
}

/** Splits an input the way the server puts it together: see `server/http/input.ts`. */
function partsOf(endpoint: Endpoint, input: object): { address: string; body: string | null } {
  const rest = new Map(Object.entries(input));
  if (endpoint.ifMatch) rest.delete('expectedVersion');
  const path = endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value: unknown = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const name of Object.keys(endpoint.query?.properties ?? {})) {
    const value: unknown = rest.get(name);
    rest.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  const asked = query.toString();
  return {
    address: asked ? `${path}?${asked}` : path,
    body: endpoint.body ? JSON.stringify(Object.fromEntries(rest)) : null,
  };
}

/** `fetch` throws a TypeError when there was no answer. */
async function persistently(
  send: () => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TypeError) || signal?.aborted) throw error;
      if (attempt === ATTEMPTS) throw new NoAnswer(error.message, { cause: error });
      await new Promise((wake) => setTimeout(wake, (0.5 + Math.random()) * 150 * 2 ** attempt));
    }
  }
}

async function readReply(response: Response): Promise<unknown> {
  if (response.ok) return readWhole(response);
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('problem+json')) {
    throw new ProblemError((await readWhole(response)) as ProblemReply);
  }
  // A proxy on the way, or a server that is just being started: not our words, but our kind of answer.
  throw new ProblemError({
    type: '/problems/unexpected',
    title: response.statusText || String(response.status),
    status: response.status,
  });
}

/** A connection that falls while an answer is read gives a TypeError, too. */
async function readWhole(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof TypeError) throw new NoAnswer(error.message, { cause: error });
    throw error;
  }
}
