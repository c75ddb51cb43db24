import { readGtin } from './gtin.ts';
import { plain, wordsOf } from './words.ts';

/** What somebody who searches has written, understood as far as one can without looking it up. */
export type Question =
  | { readonly kind: 'gtin'; readonly gtin: string }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly code: string | null };

/** More words than these only narrow what is already narrow. */
const WORDS_READ = 8;

/**
 * A whole barcode is a barcode; everything else is words, in any order: `cappotto cammello 42`. One
 * piece with a digit in it (`CA-LIV-0001`) may also be the beginning of a style's code.
 */
export function readQuestion(text: string): Question {
  const bare = text.replace(/[\s-]/g, '');
  const gtin = /^[0-9]{8,14}$/.test(bare) ? readGtin(bare) : null;
  if (gtin !== null) return { kind: 'gtin', gtin };
  const code = plain(text.trim());
  return {
    kind: 'words',
    words: wordsOf(text).slice(0, WORDS_READ),
    code: /^\S*[0-9]\S*$/.test(code) && code.length >= 2 ? code : null,
  };
}

/** May it be the beginning of a word? Numbers and single letters are sizes: they are what they are. */
export function mayGoOn(word: string): boolean {
  return word.length > 1 && /[a-z]/.test(word);
}

/** May it be a mistyped word? Nothing is like a size, and everything is like two letters. */
export function mayBeMistyped(word: string): boolean {
  return word.length > 2 && mayGoOn(word);
}

/** A word of the catalogue that may be what was meant, and how like it is: 1 is the same word. */
export interface Candidate {
  readonly asked: string;
  readonly word: string;
  readonly likeness: number;
}

/** One word of the question and the words of the catalogue it stands for, likest first. */
export interface WordGroup {
  readonly asked: string;
  readonly words: readonly string[];
  /** The word is not in the catalogue: these are its neighbours. */
  readonly guessed: boolean;
}

/** Neighbours this much less like than the best one are somebody else's typing error. */
const LIKENESS_SPREAD = 0.12;
const NEIGHBOURS = 6;

/**
 * Words that begin as asked stand for it as they are; failing that the likest neighbours do.
 * A word with neither is left out, and the question goes on without it.
 */
export function wordGroups(
  asked: readonly string[],
  candidates: readonly Candidate[],
): { groups: WordGroup[]; unknown: string[] } {
  const groups: WordGroup[] = [];
  const unknown: string[] = [];
  for (const word of asked) {
    const there = candidates.filter((candidate) => candidate.asked === word);
    const begun = there.filter((candidate) => candidate.word.startsWith(word));
    if (begun.length > 0) {
      groups.push({ asked: word, words: begun.map((c) => c.word).sort(), guessed: false });
      continue;
    }
    const likest = [...there].sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1));
    const best = likest[0];
    if (!best) {
      unknown.push(word);
      continue;
    }
    const near = likest.filter(({ likeness }) => likeness >= best.likeness - LIKENESS_SPREAD);
    groups.push({
      asked: word,
      words: near.slice(0, NEIGHBOURS).map((c) => c.word),
      guessed: true,
    });
  }
  return { groups, unknown };
}

/**
 * Of one style's items those that fit the most words of the question: all of them for `cappotto`, the
 * camel ones for `cappotto cammello`, one for `cappotto cammello 42`. Words that the style has by itself
 * (`ownWords`) fit all of them, and tell none apart.
 */
export function bestFitting<I extends { readonly colour: string; readonly size: string }>(
  items: readonly I[],
  ownWords: readonly string[],
  groups: readonly WordGroup[],
): readonly I[] {
  const telling = groups.filter(({ words }) => !words.some((word) => ownWords.includes(word)));
  if (telling.length === 0) return items;
  const fits = items.map(({ colour, size }) => {
    const own = wordsOf(colour, size);
    return telling.filter(({ words }) => own.some((word) => words.includes(word))).length;
  });
  const most = Math.max(...fits);
  return items.filter((_, place) => fits[place] === most);
}
