import { expect } from 'chai';
import { gunzipSync } from 'node:zlib';
import {
  endingWith,
  KeptViews,
  PackedText,
  recentCursor,
  stayingPart,
} from '../../../server/http/kept-views.ts';

const cursor = { epoch: 'e1', tx: '71', position: '0' };

describe('kept views', () => {
  it('give a text back under the mark it was kept with, and under no other', async () => {
    const kept = new KeptViews();
    const [two, one] = [await PackedText.of('two left'), await PackedText.of('one left')];
    kept.keep('coat', '7', two);
    expect(kept.find('coat', '7')).to.equal(two);
    expect(kept.find('coat', '8')).to.equal(null);
    expect(kept.find('scarf', '7')).to.equal(null);
    kept.keep('coat', '8', one);
    expect(kept.find('coat', '7')).to.equal(null);
    expect(kept.find('coat', '8')).to.equal(one);
  });

  it('give up the least recently asked for when there is no more room', async () => {
    const text = await PackedText.of('1234');
    const huge = await PackedText.of(crypto.randomUUID().repeat(2) + crypto.randomUUID());
    const kept = new KeptViews(2 * text.size);
    kept.keep('a', '1', text);
    kept.keep('b', '1', text);
    kept.find('a', '1');
    kept.keep('c', '1', text);
    expect(['a', 'b', 'c'].filter((key) => kept.find(key, '1') !== null)).to.deep.equal(['a', 'c']);
    kept.keep('huge', '1', huge);
    expect(['a', 'c', 'huge'].filter((key) => kept.find(key, '1') !== null)).to.deep.equal([]);
    kept.keep('a', '1', text);
    expect(kept.find('a', '1')).to.equal(text);
  });

  it('are told with another place in the feed, word for word, packed or not', async () => {
    const view = { name: 'Livia "A" più €', cells: { cursor: 1 } };
    const reply = JSON.stringify({ view, cursor });
    const text = await PackedText.of(stayingPart(reply, cursor));
    for (const tx of ['71', '99', '100000']) {
      const told = { ...cursor, tx };
      const plain = await text.textWith(endingWith(told));
      expect(JSON.parse(plain)).to.deep.equal({ view, cursor: told });
      expect(gunzipSync(text.gzipWith(endingWith(told))).toString()).to.equal(plain);
    }
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
