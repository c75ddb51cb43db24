import type { Socket } from 'node:net';
import type { Knex } from 'knex';
import type pg from 'pg';

/** What the driver's client holds: the socket it speaks through, and whether nothing is asked on it. */
type Spoken = pg.Client & {
  readonly readyForQuery: boolean;
  readonly connection: { readonly stream: Socket };
};

/**
 * Gives up a connection on which something was asked and nothing has been heard for so long. PostgreSQL
 * ends every statement within its limit, so such a connection is half-open: the network between us
 * dropped it without a word, and the request on it would otherwise wait for a quarter of an hour.
 */
export function endWhenSilent(connection: pg.Client, milliseconds: number): void {
  const spoken = connection as Spoken;
  const { stream } = spoken.connection;
  stream.setTimeout(milliseconds);
  stream.on('timeout', () => {
    // Nothing was asked: silence is all there is to hear.
    if (spoken.readyForQuery) return;
    const error = new Error(`the database has been silent for ${milliseconds / 1000} s`);
    stream.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
  });
}

/** For a transaction that may take minutes over one statement; its connection then waits for ever. */
export async function allowSilence(sql: Knex.Transaction): Promise<void> {
  const { acquireConnection } = sql.client as { acquireConnection(): Promise<Spoken> };
  const { connection } = await acquireConnection();
  connection.stream.setTimeout(0);
}
