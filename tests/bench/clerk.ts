import { DEMO_PASSWORD } from '../../seeds/demo/people.ts';
import type { Cursor } from '../../server/events/event.ts';

export interface BenchClerk {
  readonly cookie: string;
  /** Where a fresh view of that style stands in the feed. */
  cursor(styleId: string): () => Promise<Cursor>;
}

/** Logs in once, as the clerk of MI01 would. */
export async function logIn(url: string): Promise<BenchClerk> {
  const response = await fetch(`${url}/api/core/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login: 'noemi.ferri@lungarno.example', password: DEMO_PASSWORD }),
  });
  if (response.status !== 201)
    throw new Error(`log-in: ${response.status} ${await response.text()}`);
  const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
  return {
    cookie,
    cursor: (styleId) => async () => {
      const view = await fetch(`${url}/api/store-system/styles/${styleId}/matrix?from=MI01`, {
        headers: { cookie },
      });
      return ((await view.json()) as { cursor: Cursor }).cursor;
    },
  };
}
