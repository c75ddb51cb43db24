import { expect } from 'chai';
import { circles } from './circles.ts';
import { sourceOf, sourcesUnder } from './source.ts';

describe('architecture: files that need each other', () => {
  it('has no circle, not even for a type', () => {
    const imports = sourcesUnder(['server', 'modules', 'migrations', 'seeds', 'tests']).flatMap(
      (source) => source.imports,
    );
    expect(imports.length, 'the walk found the code').to.be.greaterThan(5_000);
    expect(circles(imports)).to.deep.equal([]);
  });

  it('tells a circle by the imports that tie it, and nothing of who only looks in', () => {
    const planted = [
      sourceOf('modules/base/a.ts', "import { b } from './b.ts';"),
      sourceOf('modules/base/b.ts', "import type { C } from './c.ts';\nimport './d.ts';"),
      sourceOf('modules/base/c.ts', "export type { A } from './a.ts';"),
      sourceOf('modules/base/d.ts', ''),
      sourceOf('modules/base/e.ts', "import { a } from './a.ts';"),
    ];
    expect(circles(planted.flatMap(({ imports }) => imports))).to.deep.equal([
      [
        'modules/base/a.ts → modules/base/b.ts',
        'modules/base/b.ts → modules/base/c.ts',
        'modules/base/c.ts → modules/base/a.ts',
      ],
    ]);
  });
});
