import type { Knex } from 'knex';
import { ConfigError } from '../config.ts';

const OLDEST = 15;

/**
 * Refuses a database that would lose what it has acknowledged: orders and stock are promises. Returns
 * what should be better, to be logged.
 */
export async function checkDurability(db: Knex): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string; setting: string }[] }>(
    `select name, setting from pg_settings
     where name in ('server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit',
                    'data_checksums', 'server_encoding')`,
  );
  const setting = new Map(rows.map((row) => [row.name, row.setting]));
  const version = Math.floor(Number(setting.get('server_version_num')) / 10_000);
  const faults: string[] = [];
  if (version < OLDEST) {
    faults.push(`PostgreSQL ${version}: serve la versione ${OLDEST} o successiva (or newer)`);
  }
  if (setting.get('server_encoding') !== 'UTF8') {
    faults.push(`server_encoding=${setting.get('server_encoding')}: serve UTF8 (needs UTF8)`);
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    if (setting.get(name) === 'off') {
      faults.push(`${name}=off: quanto confermato si può perdere (acknowledged data can be lost)`);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return setting.get('data_checksums') === 'on'
    ? []
    : ['data_checksums=off: damaged pages of this database would go unnoticed'];
}
