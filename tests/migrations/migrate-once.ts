import { migrate } from '../../server/db/migrations.ts';

/** One of twenty: `migrate-once.ts URL FOLDER` prints what it applied. */
const [url = '', folder = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await migrate({ url, folder })));
