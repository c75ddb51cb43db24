import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_FOLDER } from '../config.ts';
import { openApiText } from './assembled.ts';
import { runCommand } from './failure.ts';

/** `npm run openapi`: writes the API document that stands in the repository and is compared by a test. */
await runCommand(async () => {
  const file = path.join(PROJECT_FOLDER, 'server', 'http', 'openapi.json');
  await writeFile(file, await openApiText());
  console.log(file);
});
