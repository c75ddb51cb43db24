import { expect } from 'chai';
import { Type } from 'typebox';
import { NoAnswer, ProblemError, type ContractClient } from '../../../server/http/client.ts';
import { closed, endpoint } from '../../../server/http/contract.ts';
import { newAttempt, send } from '../../../server/ui/attempt.ts';

const hold = endpoint({
  method: 'POST',
  path: '/api/example/holds',
  summary: 'Hold pieces',
  access: { kind: 'person' },
  body: closed({ quantity: Type.Integer() }),
  reply: closed({ id: Type.String() }),
});

/** Answers what it is told, one call after the other, and notes the keys. */
function clientThat(...answers: (() => Promise<unknown>)[]): ContractClient & { keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    call: async (_endpoint, _input, options) => {
      keys.push(options?.idempotencyKey ?? '');
      return (await answers[keys.length - 1]!()) as never;
    },
  };
}

const held = () => Promise.resolve({ id: 'h1' });
const nobodyAnswers = () => Promise.reject(new NoAnswer('Failed to fetch'));
const refused = (status: number, slug: string) => () =>
  Promise.reject(new ProblemError({ type: `/problems/${slug}`, title: slug, status }));

describe('a command sent from a form', () => {
  it('goes again under the same key while nobody knows what became of it', async () => {
    const client = clientThat(nobodyAnswers, refused(503, 'busy'), refused(429, 'too-many'), held);
    const attempt = newAttempt();
    const first = await send(client, hold, { quantity: 1 }, attempt);
    await send(client, hold, { quantity: 1 }, attempt);
    await send(client, hold, { quantity: 1 }, attempt);
    const last = await send(client, hold, { quantity: 1 }, attempt);

    expect(first.done || first.problem.slug).to.equal('offline');
    expect(last.done).to.equal(true);
    expect(new Set(client.keys).size).to.equal(1);
  });

  it('gets a new key after it was done: the same again is meant as a second one', async () => {
    const client = clientThat(held, held);
    const attempt = newAttempt();
    await send(client, hold, { quantity: 1 }, attempt);
    await send(client, hold, { quantity: 1 }, attempt);
    expect(new Set(client.keys).size).to.equal(2);
  });

  it('gets a new key after it was refused: the refusal is kept under the old one', async () => {
    const client = clientThat(refused(409, 'insufficient-stock'), held);
    const attempt = newAttempt();
    const first = await send(client, hold, { quantity: 2 }, attempt);
    await send(client, hold, { quantity: 2 }, attempt);
    expect(first.done || first.problem.slug).to.equal('insufficient-stock');
    expect(new Set(client.keys).size).to.equal(2);
  });

  it('gets a new key when it asks for something else', async () => {
    const client = clientThat(nobodyAnswers, held);
    const attempt = newAttempt();
    await send(client, hold, { quantity: 1 }, attempt);
    await send(client, hold, { quantity: 2 }, attempt);
    expect(new Set(client.keys).size).to.equal(2);
  });
});
