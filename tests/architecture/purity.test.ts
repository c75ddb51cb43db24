import { expect } from 'chai';
import { placeOf } from './place.ts';
import { impurities } from './purity.ts';
import { sourceOf, sourcesUnder } from './source.ts';

describe('architecture: rules depend on their arguments alone', () => {
  it('keeps clock, chance and process out of every domain file', () => {
    const domain = sourcesUnder(['modules']).filter(({ path }) => placeOf(path).part === 'domain');
    expect(domain.length, 'the walk found the domain files').to.be.greaterThan(5);
    expect(domain.flatMap(impurities)).to.deep.equal([]);
  });

  const planted: readonly [source: string, what: string][] = [
    ['export const f = () => new Date();', 'new Date()'],
    ['export const f = () => Date.now();', 'Date.now'],
    ['export const f = () => Math.random();', 'Math.random'],
    ["export const f = () => process.env['X'];", 'process.env'],
    ["export const f = () => console.log('x');", 'console.log'],
    ["export const f = () => fetch('/x');", 'fetch()'],
    ['export const f = () => crypto.randomUUID();', 'crypto.randomUUID'],
  ];
  for (const [text, what] of planted) {
    it(`would catch ${text}`, () => {
      const found = impurities(sourceOf('modules/base/x/domain/y.ts', text));
      expect(found).to.deep.equal([`modules/base/x/domain/y.ts:1: ${what} in a domain file`]);
    });
  }

  it('lets a domain file make a date of what it was given', () => {
    const text = 'export const later = (now: Date) => new Date(now.getTime() + 60_000);';
    expect(impurities(sourceOf('modules/base/x/domain.ts', text))).to.deep.equal([]);
  });
});
