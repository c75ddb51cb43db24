import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openApiText } from '../../../server/bin/assembled.ts';
import { PROJECT_FOLDER } from '../../../server/config.ts';

describe('the API document in the repository', () => {
  it('is the one the contracts make: `npm run openapi` writes it anew', async () => {
    const file = path.join(PROJECT_FOLDER, 'server', 'http', 'openapi.json');
    const committed = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const made = JSON.parse(await openApiText()) as Record<string, unknown>;
    expect(Object.keys(made['paths'] as object).length).to.be.greaterThan(10);
    expect(Object.keys(committed['paths'] as object)).to.deep.equal(
      Object.keys(made['paths'] as object),
    );
    expect(committed).to.deep.equal(made);
  });
});
