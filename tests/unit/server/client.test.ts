import { expect } from 'chai';
import { Type } from 'typebox';
import { NoAnswer, ProblemError, createClient } from '../../../server/http/client.ts';
import { closed, endpoint } from '../../../server/http/contract.ts';

const rewrite = endpoint({
  method: 'PUT',
  path: '/api/shop/:shopId/notes/:noteId',
  summary: 'Write a note anew',
  access: { kind: 'person' },
  params: closed({ shopId: Type.String(), noteId: Type.String() }),
  query: closed({
    colours: Type.Optional(Type.Array(Type.String())),
    loud: Type.Optional(Type.Boolean()),
    page: Type.Optional(Type.Integer()),
  }),
  body: closed({ words: Type.String(), until: Type.Union([Type.String(), Type.Null()]) }),
  reply: closed({}),
  ifMatch: 'required',
});
const list = endpoint({
  method: 'GET',
  path: '/api/shop/notes',
  summary: 'Notes',
  access: { kind: 'person' },
  reply: closed({ items: Type.Array(Type.String()) }),
});
const open = endpoint({
  method: 'POST',
  path: '/api/shop/opening',
  summary: 'Open',
  access: { kind: 'person' },
  idempotency: { none: 'twice is once' },
  body: closed({}),
  reply: closed({}),
});

/** A network that gives these answers, one after another, and remembers what it was asked. */
function network(...answers: (Response | Error)[]) {
  const asked: { url: string; init: RequestInit; headers: Headers }[] = [];
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    asked.push({ url: url as string, init, headers: new Headers(init.headers) });
    const answer = answers.shift() ?? Response.json({});
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, fetch };
}

const problem = (status: number, slug: string, more: object = {}) =>
  Response.json(
    { type: `/problems/${slug}`, title: 'No', status, instance: 'urn:request:1', ...more },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

describe('calling an endpoint by its contract', () => {
  it('puts each member where the contract says it goes', async () => {
    const { asked, fetch } = network();
    await createClient({ baseUrl: 'http://x', fetch, language: () => 'en' }).call(rewrite, {
      shopId: 'MI/01',
      noteId: 'à',
      colours: ['red', 'blue'],
      page: 0,
      words: 'ciao',
      until: null,
      expectedVersion: 7,
    });
    expect(asked[0]!.url).to.equal(
      'http://x/api/shop/MI%2F01/notes/%C3%A0?colours=red&colours=blue&page=0',
    );
    expect(asked[0]!.init.method).to.equal('PUT');
    expect(JSON.parse(asked[0]!.init.body as string)).to.deep.equal({ words: 'ciao', until: null });
    expect(asked[0]!.headers.get('if-match')).to.equal('"7"');
    expect(asked[0]!.headers.get('accept-language')).to.equal('en');
    expect(asked[0]!.headers.get('idempotency-key')).to.match(/^[0-9a-f-]{36}$/);
  });

  it('sends no key where none is kept, and no body where there is none', async () => {
    const { asked, fetch } = network(Response.json({ items: [] }), Response.json({}));
    const client = createClient({ fetch });
    await client.call(list, {});
    await client.call(open, {});
    expect(asked.map(({ headers }) => headers.has('idempotency-key'))).to.deep.equal([
      false,
      false,
    ]);
    expect(asked.map(({ init }) => init.body)).to.deep.equal([undefined, '{}']);
  });

  it('throws the problem that the server tells, with its members', async () => {
    const { fetch } = network(problem(409, 'insufficient-stock', { shortages: [{ itemId: 'a' }] }));
    const error = await createClient({ fetch })
      .call(open, {})
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ProblemError);
    const { slug, status, problem: told } = error as ProblemError;
    expect([slug, status, told['shortages']]).to.deep.equal([
      'insufficient-stock',
      409,
      [{ itemId: 'a' }],
    ]);
  });

  it('makes a problem of what a proxy answers in our place', async () => {
    const { fetch } = network(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const error = await createClient({ fetch })
      .call(open, {})
      .catch((thrown: unknown) => thrown);
    expect(error).to.include({ status: 502, slug: 'unexpected' });
  });

  it('sends again under the same key when nobody answers, three times at most', async () => {
    const silence = () => new TypeError('fetch failed');
    const key = 'a-key-made-before';
    const twice = network(silence(), silence(), Response.json({}));
    const input = { shopId: 'a', noteId: 'b', words: 'c', until: null, expectedVersion: 1 };
    await createClient({ fetch: twice.fetch }).call(rewrite, input, { idempotencyKey: key });
    expect(twice.asked.map(({ headers }) => headers.get('idempotency-key'))).to.deep.equal([
      key,
      key,
      key,
    ]);
    const never = network(silence(), silence(), silence(), Response.json({}));
    const error = await createClient({ fetch: never.fetch })
      .call(rewrite, input)
      .catch((e: unknown) => e);
    expect(error).to.be.instanceOf(NoAnswer);
    expect(never.asked).to.have.lengthOf(3);
  });

  it('does not send a refusal again', async () => {
    const { asked, fetch } = network(problem(503, 'busy'), Response.json({}));
    await createClient({ fetch })
      .call(open, {})
      .catch(() => undefined);
    expect(asked).to.have.lengthOf(1);
  });
});
