import { expect } from 'chai';
import { KeptViews, liveReply, recentCursor, viewTextOf } from '../../../server/http/kept-views.ts';

const cursor = { epoch: 'e1', tx: '71', position: '0' };

describe('kept views', () => {
  it('give a text back under the mark it was kept with, and under no other', () => {
    const kept = new KeptViews();
    kept.keep('coat', '7', 'two left');
    expect(kept.find('coat', '7')).to.equal('two left');
    expect(kept.find('coat', '8')).to.equal(null);
    expect(kept.find('scarf', '7')).to.equal(null);
    kept.keep('coat', '8', 'one left');
    expect(kept.find('coat', '7')).to.equal(null);
    expect(kept.find('coat', '8')).to.equal('one left');
  });

  it('give up the least recently asked for when there is no more room', () => {
    const kept = new KeptViews(10);
    kept.keep('a', '1', '1234');
    kept.keep('b', '1', '1234');
    kept.find('a', '1');
    kept.keep('c', '1', '1234');
    expect(['a', 'b', 'c'].filter((key) => kept.find(key, '1') !== null)).to.deep.equal(['a', 'c']);
    kept.keep('huge', '1', 'more than there is room for');
    expect(['a', 'c', 'huge'].filter((key) => kept.find(key, '1') !== null)).to.deep.equal([]);
    kept.keep('a', '1', '1234');
    expect(kept.find('a', '1')).to.equal('1234');
  });

  it('are told with another place in the feed, word for word', () => {
    const view = { name: 'Livia "A"', cells: { cursor: 1 } };
    const reply = JSON.stringify({ view, cursor });
    const text = viewTextOf(reply, cursor);
    expect(JSON.parse(text)).to.deep.equal(view);
    const later = { ...cursor, tx: '99' };
    expect(JSON.parse(liveReply(text, later))).to.deep.equal({ view, cursor: later });
  });

  it('ask for a place in the feed at most once a second, and again after a failure', async () => {
    let asked = 0;
    const cursorOf = recentCursor(async () => {
      asked += 1;
      if (asked === 1) throw new Error('no database');
      return { ...cursor, tx: String(asked) };
    });
    expect(await cursorOf().catch((error: Error) => error.message)).to.equal('no database');
    expect((await cursorOf()).tx).to.equal('2');
    expect((await cursorOf()).tx).to.equal('2');
    expect(asked).to.equal(2);
  });
});
