import type { Caller } from './api.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request exactly as written, for what no honest client sends. */
export async function sendRaw(
  url: string,
  init: {
    readonly method?: string;
    readonly as?: Caller;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array<ArrayBuffer>;
  } = {},
): Promise<RawAnswer> {
  const response = await fetch(url, {
    method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.as?.headers,
      ...init.headers,
    },
    ...(init.body === undefined ? {} : { body: init.body }),
    redirect: 'manual',
    // A server that never answers is found out here, not by the whole test's end.
    signal: AbortSignal.timeout(15_000),
  });
  const text = await textOf(response);
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** A stream of events never ends: that it began is all there is to see. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    return response.text();
  }
  await response.body?.cancel();
  return '';
}
