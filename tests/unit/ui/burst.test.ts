import { expect } from 'chai';
import fc from 'fast-check';
import {
  addedBy,
  END_GAP_MS,
  feed,
  GAP_MS,
  QUIET,
  SHORTEST,
  type Stroke,
  type Verdict,
} from '../../../server/ui/scan/burst.ts';

/** What each stroke was taken for. */
function verdicts(strokes: readonly Stroke[]): Verdict[] {
  let burst = QUIET;
  return strokes.map((stroke) => {
    const [next, verdict] = feed(burst, stroke);
    burst = next;
    return verdict;
  });
}

/** A text typed with the same pause between its keys, and the key that ends it. */
function typed(text: string, gap: number, endGap = gap): Stroke[] {
  const keys: Stroke[] = [...text].map((key, place) => ({
    kind: 'characters',
    text: key,
    at: 1000 + place * gap,
  }));
  return [...keys, { kind: 'end', at: 1000 + (text.length - 1) * gap + endGap }];
}

describe('a scanner that works as a keyboard', () => {
  it('is known by its pace, and its code is read whole', () => {
    expect(verdicts(typed('8057190402888', 8)).at(-1)).to.deep.equal({
      is: 'scan',
      text: '8057190402888',
    });
  });

  it('may pause a little before its Enter', () => {
    expect(verdicts(typed('8057190402888', 8, END_GAP_MS - 1)).at(-1)!.is).to.equal('scan');
    expect(verdicts(typed('8057190402888', 8, END_GAP_MS)).at(-1)!.is).to.equal('nothing');
  });

  it('sends at least six characters', () => {
    expect(verdicts(typed('123456', 8)).at(-1)!.is).to.equal('scan');
    expect(verdicts(typed('12345', 8)).at(-1)!.is).to.equal('nothing');
  });

  it('is not taken for a hand, whatever was typed by hand just before', () => {
    const hand: Stroke[] = [
      { kind: 'characters', text: '4', at: 700 },
      { kind: 'characters', text: '2', at: 850 },
    ];
    expect(verdicts([...hand, ...typed('PK-7QM4R2XD9KTHV', 6)]).at(-1)).to.deep.equal({
      is: 'scan',
      text: 'PK-7QM4R2XD9KTHV',
    });
  });

  it('is forgotten when an arrow or a shortcut comes in between', () => {
    const [first, second, ...rest] = typed('8057190402888', 8);
    const cut = verdicts([first!, second!, { kind: 'other' }, ...rest.slice(-4)]);
    expect(cut.at(-1)!.is).to.equal('nothing');
  });

  it('may bring several characters at once, as an Android keyboard does', () => {
    expect(
      verdicts([
        { kind: 'characters', text: '80571', at: 0 },
        { kind: 'characters', text: '90402888', at: 12 },
        { kind: 'end', at: 20 },
      ]).at(-1),
    ).to.deep.equal({ is: 'scan', text: '8057190402888' });
  });

  it('tells a composition by what it added', () => {
    expect(addedBy('80', '805')).to.equal('5');
    expect(addedBy('', '8')).to.equal('8');
    expect(addedBy('805', '1')).to.equal('1');
  });
});

describe('a hand on the keyboard', () => {
  it('never makes a scan, however long the text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: GAP_MS, max: 400 }),
        (text, gap) =>
          verdicts(typed(text, gap)).every(({ is }) => is === 'first' || is === 'nothing'),
      ),
    );
  });

  it('makes no scan when a single pause of the code is a hand’s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: GAP_MS, max: 900 }),
        (place, pause) => {
          const late = typed('8057190402888', 8).map((stroke, at): Stroke =>
            at >= place && 'at' in stroke ? { ...stroke, at: stroke.at + pause } : stroke,
          );
          const last = verdicts(late).at(-1)!;
          const rest = 13 - place;
          // What follows the pause may be a code of its own; the part before it never comes back.
          return rest >= SHORTEST
            ? last.is === 'scan' && last.text === '8057190402888'.slice(place)
            : last.is === 'nothing';
        },
      ),
    );
  });
});
