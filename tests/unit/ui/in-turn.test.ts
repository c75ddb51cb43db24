import { expect } from 'chai';
import { inTurn } from '../../../server/ui/in-turn.ts';

/** Sends that end when they are told to. */
function slow() {
  const sent: string[] = [];
  const endings: ((end: 'done' | 'broken') => void)[] = [];
  const send = ({ row }: { row: string }): Promise<string> => {
    sent.push(row);
    return new Promise((resolve, reject) => {
      endings.push((end) => (end === 'done' ? resolve(`done ${row}`) : reject(new Error(row))));
    });
  };
  const turn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { sent, endings, send: inTurn(send), turn };
}

describe('commands in turn', () => {
  it('are sent at once when nothing is under way', () => {
    const { sent, send } = slow();
    void send({ row: 'a' });
    expect(sent).to.deep.equal(['a']);
  });

  it('are one when the same is tapped twice', async () => {
    const { sent, endings, send } = slow();
    const both = [send({ row: 'a' }), send({ row: 'a' })];
    endings[0]!('done');
    expect(await Promise.all(both)).to.deep.equal(['done a', 'done a']);
    expect(sent).to.deep.equal(['a']);
  });

  it('go one after the other, each with its own outcome', async () => {
    const { sent, endings, send, turn } = slow();
    const both = [send({ row: 'a' }), send({ row: 'b' })];
    await turn();
    expect(sent, 'the second waits').to.deep.equal(['a']);
    endings[0]!('done');
    await turn();
    endings[1]!('done');
    expect(await Promise.all(both)).to.deep.equal(['done a', 'done b']);
  });

  it('go on after one that broke off', async () => {
    const { endings, send, turn } = slow();
    const [first, second] = [send({ row: 'a' }), send({ row: 'b' })];
    const broken = first.then(
      () => 'done',
      () => 'broken',
    );
    endings[0]!('broken');
    await turn();
    endings[1]!('done');
    expect([await broken, await second]).to.deep.equal(['broken', 'done b']);
  });

  it('keep the last word: one, another, and the first again are three', async () => {
    const { sent, endings, send, turn } = slow();
    for (const row of ['a', 'b', 'a']) void send({ row });
    for (const place of [0, 1, 2]) {
      await turn();
      endings[place]!('done');
    }
    expect(sent).to.deep.equal(['a', 'b', 'a']);
  });

  it('are sent again once they are done: the same again is meant as a second one', async () => {
    const { sent, endings, send } = slow();
    const first = send({ row: 'a' });
    endings[0]!('done');
    await first;
    void send({ row: 'a' });
    expect(sent).to.deep.equal(['a', 'a']);
  });
});
