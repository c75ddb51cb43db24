import type { Page } from 'playwright-core';
import { demoCatalogue, type StyleSeed } from '../../seeds/demo/catalogue.ts';
import { demoCustomers } from '../../seeds/demo/customers.ts';
import { demoLocations } from '../../seeds/demo/locations.ts';
import { DEMO_PASSWORD, demoPeople, type PersonSeed } from '../../seeds/demo/people.ts';
import { writeCatalogue, writeCustomers, writeLocations } from '../../seeds/demo/write-base.ts';
import { writePeople, writeShopKey } from '../../seeds/demo/write-people.ts';
import { writeStock } from '../../seeds/demo/write-stock.ts';
import { seedReference } from '../../seeds/reference/reference.ts';
import { builtScreens } from '../../server/http/screens.ts';
import { buildScreens } from '../../server/ui/build.ts';
import { useServer, type TestServer } from './api.ts';
import type { TestDatabase } from './database.ts';
import { fixedId } from '../../seeds/demo/random.ts';

/** How many sellable pieces each shop has of each item at the beginning. */
const PIECES = 3;
const STYLES = 8;

export interface Chain {
  readonly server: TestServer;
  readonly styles: readonly StyleSeed[];
  readonly people: readonly PersonSeed[];
  /** Logs in at the log-in page, as that person would, and waits until the screens are there. */
  enter(page: Page, login: string, url?: string): Promise<void>;
}

/**
 * The demo chain in the small, on a running server with its screens: every shop and person, eight
 * styles, the same three pieces of everything in every shop. What a journey does can be counted.
 */
export function useChain(
  options: {
    /** Before anything is written: what the chain must find. */
    readonly before?: (database: TestDatabase) => Promise<void>;
  } = {},
): Chain {
  const styles = demoCatalogue(STYLES);
  const locations = demoLocations();
  const people = demoPeople(locations);
  let folder = '';
  before('the screens are built', async function () {
    this.timeout(120_000);
    folder = await buildScreens();
  });
  const server: TestServer = useServer({
    env: { DEMO: '1' },
    screens: (app) => builtScreens(folder)(app),
    prepare: async (database) => {
      await options.before?.(database);
      const { db } = database;
      const now = new Date();
      await seedReference(db);
      await writeLocations(db, locations, now.getUTCFullYear());
      await writeCatalogue(db, styles);
      await writeCustomers(db, demoCustomers(20), now);
      await writePeople(db, server.keyring, people);
      await writeShopKey(db, server.keyring);
      await stockUp(
        server,
        styles,
        locations.map(({ id }) => id),
      );
    },
  });
  return {
    server,
    styles,
    people,
    async enter(page, login, url = server.url) {
      await page.goto(`${url}/`);
      await page.locator('input').first().fill(login);
      await page.locator('input[type=password]').fill(DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('.bt-shell').waitFor();
    },
  };
}

async function stockUp(
  { database }: TestServer,
  styles: readonly StyleSeed[],
  locationIds: readonly string[],
): Promise<void> {
  const items = styles.flatMap((style) => style.items.map(({ id }) => id));
  const styleOf = new Map(styles.flatMap((style) => style.items.map(({ id }) => [id, style.id])));
  const delivered = new Date(Date.now() - 40 * 86_400_000);
  const places = locationIds.flatMap((locationId) =>
    items.map((itemId) => ({ locationId, itemId })),
  );
  await writeStock(
    database.db,
    styleOf,
    places.map((place) => ({
      ...place,
      condition: 'sellable' as const,
      onHand: PIECES,
      movements: 1,
      lastCountedAt: null,
      lastMovedAt: delivered,
    })),
    places.map((place, number) => ({
      ...place,
      id: fixedId(3, number + 1),
      from: 'supplier' as const,
      to: 'sellable' as const,
      quantity: PIECES,
      reason: 'receipt' as const,
      documentKind: 'delivery' as const,
      document: `DDT-${place.locationId}`,
      occurredAt: delivered,
      fromVersion: null,
      toVersion: 1,
    })),
    () => undefined,
  );
}
