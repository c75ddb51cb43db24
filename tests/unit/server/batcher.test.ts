import { expect } from 'chai';
import { Batcher, type BatchWork } from '../../../server/http/batcher.ts';

/** Work that waits until the test lets it go on, and writes down what it was given. */
function heldWork(spoilt: (request: string) => boolean = () => false) {
  const together: string[][] = [];
  const alone: string[] = [];
  const waiting: (() => void)[] = [];
  const endings: (() => void)[] = [];
  const work: BatchWork<string, string> = {
    together: async (requests, ending) => {
      together.push([...requests]);
      endings.push(ending);
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
  /** Nothing is left of the batches under way but to be written down. */
  const end = (): void => {
    for (const ending of endings.splice(0)) ending();
  };
  /** Only the oldest of those under way. */
  const letFirstGo = async (): Promise<void> => {
    waiting.shift()!();
    await new Promise((wake) => setImmediate(wake));
  };
  return { work, together, alone, letGo, letFirstGo, end };
}

describe('collecting requests into batches', () => {
  it('lets a lone request go at once', () => {
    const { work, together } = heldWork();
    void new Batcher(work, { size: 64, lanes: 1, worthALane: 1, worthOverlapping: 1 }).submit('a');
    expect(together).to.deep.equal([['a']]);
  });

  it('collects those that come meanwhile, in the order in which they came', async () => {
    const { work, together, letGo } = heldWork();
    const batcher = new Batcher(work, { size: 64, lanes: 1, worthALane: 1, worthOverlapping: 1 });
    const answers = ['a', 'b', 'c', 'd'].map((request) => batcher.submit(request));
    await letGo();
    expect(together).to.deep.equal([['a'], ['b', 'c', 'd']]);
    await letGo();
    expect(await Promise.all(answers)).to.deep.equal(['a!', 'b!', 'c!', 'd!']);
  });

  it('makes no batch larger than it may be, and has no more under way than lanes', async () => {
    const { work, together, letGo } = heldWork();
    const batcher = new Batcher(work, { size: 3, lanes: 2, worthALane: 1, worthOverlapping: 1 });
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
    const batcher = new Batcher(work, { size: 3, lanes: 2, worthALane: 3, worthOverlapping: 1 });
    const answers = [...'abcdef'].map((request) => batcher.submit(request));
    expect(together).to.deep.equal([['a'], ['b', 'c', 'd']]);
    await letGo();
    expect(together.slice(2)).to.deep.equal([['e', 'f']]);
    await letGo();
    expect(await Promise.all(answers)).to.deep.equal([...'abcdef'].map((one) => `${one}!`));
  });

  it('begins with the next while a batch is being written down, when enough are waiting', async () => {
    const { work, together, letGo, end } = heldWork();
    const limits = { size: 64, lanes: 1, worthALane: 1, worthOverlapping: 3 };
    const batcher = new Batcher(work, limits);
    const answers = ['a', 'b', 'c'].map((request) => batcher.submit(request));
    end();
    expect(together, 'two are too few').to.deep.equal([['a']]);
    answers.push(batcher.submit('d'));
    expect(together).to.deep.equal([['a'], ['b', 'c', 'd']]);
    answers.push(...['e', 'f', 'g', 'h'].map((request) => batcher.submit(request)));
    expect(together.length, 'one lane is one lane').to.equal(2);
    end();
    expect(together.length, 'two are being written down').to.equal(2);
    await letGo();
    expect(together.slice(2)).to.deep.equal([['e', 'f', 'g', 'h']]);
    await letGo();
    expect(await Promise.all(answers)).to.deep.equal([...'abcdefgh'].map((one) => `${one}!`));
  });

  it('tries each alone also when writing down fails, and leaves the one begun meanwhile alone', async () => {
    const { work, together, alone, letFirstGo, letGo, end } = heldWork((one) => one === 'a');
    const limits = { size: 64, lanes: 1, worthALane: 1, worthOverlapping: 1 };
    const batcher = new Batcher(work, limits);
    const failed = batcher.submit('a').catch((error: Error) => error.message);
    end();
    const others = ['b', 'c'].map((request) => batcher.submit(request));
    expect(together).to.deep.equal([['a'], ['b']]);
    await letFirstGo();
    expect(await failed).to.equal('a spoils');
    expect(together.length, 'its lane was free already').to.equal(2);
    await letGo();
    await letGo();
    expect(await Promise.all(others)).to.deep.equal(['b!', 'c!']);
    expect(alone).to.deep.equal(['a']);
  });

  it('tries each alone when a batch fails, and only the guilty one is told', async () => {
    const { work, alone, letGo } = heldWork((request) => request === 'c');
    const batcher = new Batcher(work, { size: 64, lanes: 1, worthALane: 1, worthOverlapping: 1 });
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
    const batcher = new Batcher(work, { size: 64, lanes: 1, worthALane: 1, worthOverlapping: 1 });
    const failed = batcher.submit('a').catch((error: Error) => error.message);
    await letGo();
    expect(await failed).to.equal('a spoils');
    const next = batcher.submit('b');
    await letGo();
    expect(await next).to.equal('b!');
  });
});
