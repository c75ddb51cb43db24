import { expect } from 'chai';
import {
  bestFitting,
  mayBeMistyped,
  mayGoOn,
  readQuestion,
  wordGroups,
  type Candidate,
} from '../../../modules/base/catalogue/domain/search.ts';
import { wordsOf } from '../../../modules/base/catalogue/domain/words.ts';

describe('words as search compares them', () => {
  it('have no accents, capitals or punctuation, and stand once', () => {
    expect(wordsOf('Perché no? PERCHÉ', 'Città-Alta', null)).to.deep.equal([
      'perche',
      'no',
      'citta',
      'alta',
    ]);
    expect(wordsOf('½ 42,5 €')).to.deep.equal(['42', '5']);
  });
});

describe('a question', () => {
  it('is a barcode only when its check digit is right', () => {
    expect(readQuestion(' 4006381 333931 ')).to.deep.equal({ kind: 'gtin', gtin: '4006381333931' });
    expect(readQuestion('4006381333932')).to.include({ kind: 'words', code: '4006381333932' });
    expect(readQuestion('42')).to.deep.equal({ kind: 'words', words: ['42'], code: '42' });
  });

  it('may be the beginning of a style’s code when it is one piece with a digit', () => {
    expect(readQuestion('CA-LIV-0')).to.include({ code: 'ca-liv-0' });
    expect(readQuestion('cappotto 42')).to.include({ code: null });
    expect(readQuestion('cappotto')).to.include({ code: null });
  });

  it('is read for eight words, so that a pasted page costs no more than a sentence', () => {
    const page = Array.from({ length: 500 }, (_, place) => `w${place}`).join(' ');
    expect(readQuestion(page)).to.have.property('words').with.lengthOf(8);
  });
});

describe('what a word may stand for', () => {
  const candidate = (asked: string, word: string, likeness: number): Candidate => ({
    asked,
    word,
    likeness,
  });

  it('is every word that begins so; neighbours only when none does', () => {
    const { groups } = wordGroups(
      ['gonn', 'gonan'],
      [
        candidate('gonn', 'gonna', 1),
        candidate('gonn', 'gonne', 1),
        candidate('gonan', 'gonna', 0.4),
        candidate('gonan', 'gotica', 0.2),
      ],
    );
    expect(groups).to.deep.equal([
      { asked: 'gonn', words: ['gonna', 'gonne'], guessed: false },
      { asked: 'gonan', words: ['gonna'], guessed: true },
    ]);
  });

  it('is nothing when nothing is like it', () => {
    expect(wordGroups(['xyz'], [])).to.deep.equal({ groups: [], unknown: ['xyz'] });
  });
});

describe('a word that nobody has', () => {
  it('may be the beginning of another when it has a letter and is not a size', () => {
    expect(['ca', 'xs', 't4', 'm', '42', '4'].filter(mayGoOn)).to.deep.equal(['ca', 'xs', 't4']);
  });

  it('may be mistyped when it is longer than two letters', () => {
    expect(['gonan', 'a42', 'xs', '420'].filter(mayBeMistyped)).to.deep.equal(['gonan', 'a42']);
  });
});

describe('the items of a style that fit', () => {
  const own = ['cappotto'];
  const item = (colour: string, size: string) => ({ colour, size });
  const group = (word: string) => ({ asked: word, words: [word], guessed: false });
  const all = [item('Nero', '40'), item('Nero', '42'), item('Blu', '42')];

  it('are those with the most words asked for', () => {
    const fitting = (...words: string[]) => bestFitting(all, own, words.map(group));
    expect(fitting('cappotto')).to.have.lengthOf(3);
    expect(fitting('cappotto', '42')).to.deep.equal(all.slice(1));
    expect(fitting('nero', '42')).to.deep.equal([all[1]]);
    expect(fitting('nero', '46')).to.deep.equal(all.slice(0, 2));
    expect(bestFitting([], own, [group('nero')])).to.deep.equal([]);
  });
});
