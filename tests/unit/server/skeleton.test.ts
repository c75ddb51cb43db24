import { expect } from 'chai';
import { skeleton } from '../../../server/bin/skeleton/files.ts';
import { readNames, registered, type ModuleNames } from '../../../server/bin/skeleton/names.ts';
import { violations } from '../../architecture/boundaries.ts';
import { eventViolations } from '../../architecture/events.ts';
import { impurities } from '../../architecture/purity.ts';
import { sourceOf, type Source } from '../../architecture/source.ts';
import { createdIn, ownership, tableViolations } from '../../architecture/tables.ts';

const WORDS = ['gift-cards', 'gc', 'Carte regalo', 'Gift cards'];
const NAMES: ModuleNames = {
  id: 'gift-cards',
  constant: 'giftCards',
  prefix: 'gc',
  titleIt: 'Carte regalo',
  titleEn: 'Gift cards',
  stamp: '20270131T0915',
};

function written(): Source[] {
  return Object.entries(skeleton(NAMES))
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, text]) => sourceOf(path, text));
}

describe('a new module', () => {
  it('is named on the command line, in both languages, with a prefix of its own', () => {
    const at = new Date('2027-01-31T09:15:59Z');
    expect(readNames(WORDS, at)).to.deep.equal(NAMES);
    expect(readNames(['GiftCards', ...WORDS.slice(1)], at)).to.include('is no id');
    expect(readNames(['gift-cards', 'core', 'a', 'b'], at)).to.include('is no prefix');
    expect(readNames(['gift-cards', 'g1', 'a', 'b'], at)).to.include('is no prefix');
    expect(readNames(WORDS.slice(0, 3), at)).to.include('Italian and English');
  });

  it('keeps every rule of the house from its first minute', () => {
    const sources = written();
    expect(sources).to.have.lengthOf(12);
    expect(violations(sources.flatMap(({ imports }) => imports))).to.deep.equal([]);
    expect(sources.flatMap(impurities)).to.deep.equal([]);
    const created = createdIn(sources.filter(({ path }) => path.startsWith('migrations/')));
    expect(created.map(({ name, module }) => ({ name, module }))).to.deep.equal([
      { name: 'gc_note', module: 'gift-cards' },
    ]);
    const manifest = { id: 'gift-cards', tables: ['gc_note'] } as never;
    const owned = ownership([manifest], created);
    const inModule = sources.filter(({ path }) => path.startsWith('modules/'));
    expect(inModule.flatMap((source) => tableViolations(source, owned))).to.deep.equal([]);
    const publishes = ['gift-cards.note-written.v1'];
    expect(eventViolations({ id: 'gift-cards', publishes }, sources)).to.deep.equal([]);
  });

  it('is entered in the registry after those that were there', () => {
    const registry =
      "import { base } from './base/manifest.ts';\n\nexport const MODULES: readonly M[] = [\n  base,\n];\n";
    expect(registered(registry, NAMES)).to.equal(
      "import { base } from './base/manifest.ts';\nimport { giftCards } from './gift-cards/manifest.ts';\n" +
        '\nexport const MODULES: readonly M[] = [base, giftCards];\n',
    );
    expect(() => registered('export const MODULES = all();', NAMES)).to.throw('looks unusual');
  });
});
