import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { digestsUnder, keepSeen, readSeen, unseen } from '../../../server/bin/quality/unseen.ts';

describe('what a checker has not seen yet', () => {
  let folder: string;
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bottega-unseen-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is every file of code at first, then those that changed, and new ones', () => {
    write('one.ts', '1');
    write('two.tsx', '2');
    write('notes.md', 'no code');
    const file = join(folder, 'cache', 'seen.json');
    const first = digestsUnder([folder]);
    expect(unseen(first, readSeen(file))).to.deep.equal([
      join(folder, 'one.ts'),
      join(folder, 'two.tsx'),
    ]);
    keepSeen(file, first);
    expect(unseen(digestsUnder([folder]), readSeen(file))).to.deep.equal([]);
    write('one.ts', '1 and more');
    write('three.ts', '3');
    expect(unseen(digestsUnder([folder]), readSeen(file))).to.deep.equal([
      join(folder, 'one.ts'),
      join(folder, 'three.ts'),
    ]);
  });

  it('is everything again when what was kept cannot be read', () => {
    write('one.ts', '1');
    write('seen.json', '{"one.ts"');
    expect(unseen(digestsUnder([folder]), readSeen(join(folder, 'seen.json')))).to.have.lengthOf(1);
  });
});
