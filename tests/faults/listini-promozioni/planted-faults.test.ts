import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type * as EngineCheck from '../../property/listini-promozioni/engine-check.ts';
import { PLANTED_FAULTS } from './planted-faults.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ENGINE = 'modules/listini-promozioni/engine/domain';
const NEEDED = [
  ENGINE,
  'modules/listini-promozioni/price-history/domain',
  'server/kernel',
  'tests/conformance',
  'tests/property/listini-promozioni',
];
const RUNS = 400;
const SEED = 20_261_122;

/** A copy of the engine and its checks in a folder of its own, where it can be spoiled. */
async function copied(folder: string): Promise<void> {
  for (const path of NEEDED) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await cp(join(ROOT, path), join(folder, path), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
}

async function check(folder: string): Promise<string | null> {
  const path = join(folder, 'tests/property/listini-promozioni/engine-check.ts');
  const { faultFound } = (await import(pathToFileURL(path).href)) as typeof EngineCheck;
  return faultFound(RUNS, SEED);
}

describe('a fault planted in the engine', () => {
  const folders: string[] = [];
  const newFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-fault-'));
    folders.push(folder);
    await copied(folder);
    return folder;
  };
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  it('is not found where there is none', async () => {
    expect(await check(await newFolder())).to.equal(null);
  }).timeout(120_000);

  for (const { what, file, from, to } of PLANTED_FAULTS) {
    it(`is found: ${what}`, async () => {
      const folder = await newFolder();
      const path = join(folder, ENGINE, file);
      const text = await readFile(path, 'utf8');
      expect(text.split(from), `what stands in ${file}`).to.have.lengthOf(2);
      await writeFile(
        path,
        text.replace(from, () => to),
      );
      expect(await check(folder)).to.not.equal(null);
    }).timeout(120_000);
  }
});
