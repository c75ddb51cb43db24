import { expect } from 'chai';
import { Batcher, type BatchWork } from '../../../server/http/batcher.ts';

/** Work that waits until the test lets it go on, and writes down what it was given. */
function heldWork(spoilt: (request: string) => boolean = () => false) {
  const together: string[][] = [];
  const alone: string[] = [];
  const waiting: (() => void)[] = [];
  const work: BatchWork<string, string> = {
    together: async (requests) => {
      together.push([...requests]);
      await new Promise<void>((goOn) => waiting.push(goOn));
      if (requests.some(spoilt)) throw new Error('spoilt');
      return requests.map((request) => `${request}!`);
    },
    alone: async (request) => {
      alone.push(request);
      if (spoilt(request)) throw new Error(`${request} spoils`);
      return `${request} alone`;
    },
  };
  const letGo = async (): Promise<void> => {
    for (const goOn of waiting.splice(0)) goOn();
    await new Promise((wake) => setImmediate(wake));
  };
  return { work, together, alone, letGo };
}

describe('collecting requests into batches', () => {
  it('lets a lone request go at once', () => {
    const { work, together } = heldWork();
    void new Batcher(work, { size: 64, lanes: 1, worthALane: 1 }).submit('a');
    expect(together).to.deep.equal([['a']]);
  });

  it('collects those that come meanwhile, in the order in which they came', async () => {
    const { work, together, letGo } = heldWork();
    const batcher = new Batcher(work, { size: 64, lanes: 1, worthALane: 1 });
    const answers = ['a', 'b', 'c', 'd'].map((request) => batcher.submit(request));
    await letGo();
    expect(together).to.deep.equal([['a'], ['b', 'c', 'd']]);
    await letGo();
    expect(await Promise.all(answers)).to.deep.equal(['a!', 'b!', 'c!', 'd!']);
  });

  it('makes no batch larger than it may be, and has no more under way than lanes', async () => {
    const { work, together, letGo } = heldWork();
    const batcher = new Batcher(work, { size: 3, lanes: 2, worthALane: 1 });
    const answers = [...'abcdefgh'].map((request) => batcher.submit(request));
    expect(together).to.deep.equal([['a'], ['b']]);
    await letGo();
    expect(together.slice(2)).to.deep.equal([
      ['c', 'd', 'e'],
      ['f', 'g', 'h'],
    ]);
    await letGo();
    expect(await Promise.all(answers)).to.deep.equal([...'abcdefgh'].map((one) => `${one}!`));
  });

  it('opens another lane only for a queue that is worth one', async () => {
    const { work, together, letGo } = heldWork();
    const batcher = new Batcher(work, { size: 3, lanes: 2, worthALane: 3 });
    const answers = [...'abcdef'].map((request) => batcher.submit(request));
    expect(together).to.deep.equal([['a'], ['b', 'c', 'd']]);
    await letGo();
    expect(together.slice(2)).to.deep.equal([['e', 'f']]);
    await letGo();
    expect(await Promise.all(answers)).to.deep.equal([...'abcdef'].map((one) => `${one}!`));
  });

  it('tries each alone when a batch fails, and only the guilty one is told', async () => {
    const { work, alone, letGo } = heldWork((request) => request === 'c');
    const batcher = new Batcher(work, { size: 64, lanes: 1, worthALane: 1 });
    const answers = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((request) => batcher.submit(request));
    const settled = Promise.allSettled(answers);
    await letGo();
    await letGo();
    const told = (await settled).map((answer) =>
      answer.status === 'fulfilled' ? answer.value : (answer.reason as Error).message,
    );
    expect(told).to.deep.equal([
      'a!',
      'b alone',
      'c spoils',
      'd alone',
      'e alone',
      'f alone',
      'g alone',
    ]);
    expect(alone.sort()).to.deep.equal(['b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('goes on after a failure', async () => {
    const { work, letGo } = heldWork((request) => request === 'a');
    const batcher = new Batcher(work, { size: 64, lanes: 1, worthALane: 1 });
    const failed = batcher.submit('a').catch((error: Error) => error.message);
    await letGo();
    expect(await failed).to.equal('a spoils');
    const next = batcher.submit('b');
    await letGo();
    expect(await next).to.equal('b!');
  });
});
