import type { Page } from 'playwright-core';
import { startFakeServer, type FakeServer } from './fake-server.ts';

export const NOEMI = 'noemi@lungarno.example';

const BUILD_MS = 60_000;

/** A server of made-up answers for the tests of a `describe`, as it was new for each test. */
export function useFakeServer(): () => FakeServer {
  let server: FakeServer | undefined;
  beforeEach('the screens are served', async function () {
    this.timeout(BUILD_MS);
    server = await startFakeServer();
  });
  afterEach('the server stops', async () => {
    await server?.stop();
  });
  return () => {
    if (!server) throw new Error('the server runs during tests');
    return server;
  };
}

/** What tells that a screen of the gallery is there, and not only its frame. */
const SHOWN_BY = {
  '/stile': 'testo su sfondo',
  '/stile/coda': 'Elena M.',
  '/stile/stati': 'Tutto pronto',
} as const;

/** Opens a screen as Noemi and waits until it is there. */
export async function openAsNoemi(
  page: Page,
  server: FakeServer,
  path: keyof typeof SHOWN_BY,
): Promise<void> {
  server.become(NOEMI);
  await page.goto(server.url + path);
  await page.getByText(SHOWN_BY[path]).first().waitFor();
}
