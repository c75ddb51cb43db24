import { expect } from 'chai';
import { keepWhatWasDone, offerUndo, takeBack, undoable } from '../../../server/ui/kit/undo.ts';

const done = { done: true, reply: null } as const;

describe('taking back what was just done', () => {
  let story: string[];
  const act = (name: string, seconds?: number) => ({
    words: name,
    ...(seconds === undefined ? {} : { seconds }),
    onUndo: () => void story.push(`${name} undone`),
    onKept: async () => {
      story.push(`${name} kept`);
      return done;
    },
  });
  beforeEach(() => {
    story = [];
  });
  afterEach(() => keepWhatWasDone());

  it('is offered for as long as the rules say, and not at all without time', () => {
    offerUndo(act('twenty', 20));
    expect(undoable()).to.include({ words: 'twenty', seconds: 20 });
    offerUndo(act('none', 0));
    expect(undoable()).to.equal(null);
    expect(story).to.deep.equal(['twenty kept', 'none kept']);
  });

  it('is over for whoever goes, once what was still to be done has been answered', async () => {
    offerUndo(act('release'));
    await keepWhatWasDone();
    takeBack();
    expect(story).to.deep.equal(['release kept']);
  });
});
