import { expect } from 'chai';
import { Type } from 'typebox';
import { closed, endpoint, type Endpoint } from '../../../server/http/contract.ts';
import { openApiDocument } from '../../../server/http/openapi.ts';
import { pageFrom, pageMark, readPageMark } from '../../../server/http/pagination.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';

const Note = closed({ id: Type.String() }, { $id: 'Note' });
const access = {
  kind: 'permission',
  permission: 'shop.note.read',
  location: { field: 'locationId' },
} as const;

const list = endpoint({
  method: 'GET',
  path: '/api/shop/notes',
  summary: 'Notes',
  access,
  query: closed({ locationId: Type.Optional(Type.String()) }),
  reply: closed({ items: Type.Array(Note) }),
});
const put = endpoint({
  method: 'PUT',
  path: '/api/shop/notes/:noteId',
  summary: 'A note',
  access: { ...access, location: 'statement' },
  params: closed({ noteId: Type.String() }),
  body: closed({ words: Type.String() }),
  reply: Note,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound],
  examples: [{ input: { words: 'ciao' }, reply: { id: '7' } }],
});

describe('the API document', () => {
  const document = openApiDocument({ endpoints: [put, list] as Endpoint[], manifests: [] });
  const paths = document['paths'] as Record<string, Record<string, Record<string, unknown>>>;

  it('is the same whatever the order in which endpoints were registered', () => {
    const other = openApiDocument({ endpoints: [list, put] as Endpoint[], manifests: [] });
    expect(JSON.stringify(other)).to.equal(JSON.stringify(document));
  });

  it('describes a named schema once', () => {
    expect(JSON.stringify(paths)).not.to.include('$id');
    const { schemas } = document['components'] as { schemas: Record<string, object> };
    expect(Object.keys(schemas)).to.deep.equal(['Note', 'Problem']);
    const reply = JSON.stringify(paths['/api/shop/notes']!['get']!['responses']);
    expect(reply).to.include('{"$ref":"#/components/schemas/Note"}');
  });

  it('refuses two schemas of the same name', () => {
    const liar = { ...list, path: '/api/shop/other', reply: closed({}, { $id: 'Note' }) };
    const endpoints = [list, liar] as unknown as Endpoint[];
    expect(() => openApiDocument({ endpoints, manifests: [] })).to.throw('Note');
  });

  it('says who may call, with what headers, and how it is refused', () => {
    const operation = paths['/api/shop/notes/{noteId}']!['put']!;
    expect(operation['operationId']).to.equal('putShopNotesByNoteId');
    expect(operation['description']).to.include('permission `shop.note.read` where the row stands');
    expect((operation['parameters'] as { name: string }[]).map(({ name }) => name)).to.deep.equal([
      'noteId',
      'Idempotency-Key',
      'If-Match',
    ]);
    expect(Object.keys(operation['responses'] as object)).to.include.members([
      '200',
      '400',
      '401',
      '403',
      '404',
      '412',
      '413',
      '415',
      '422',
      '428',
      '429',
      '500',
      '503',
    ]);
    expect(paths['/api/shop/notes']!['get']).not.to.have.property('requestBody');
  });
});

describe('the mark of a page', () => {
  it('comes back as what it was made of', () => {
    const mark = pageMark(['Àlba', 7, null]);
    expect(mark).to.match(/^[A-Za-z0-9_-]+$/);
    expect(readPageMark(mark, ['string', 'number', 'nullable string'])).to.deep.equal([
      'Àlba',
      7,
      null,
    ]);
  });

  it('is absent on the first page', () => {
    expect(readPageMark(undefined, ['string'])).to.equal(null);
  });

  for (const bad of [
    '',
    'x',
    '[]',
    pageMark([7]),
    pageMark(['a', 'b']),
    pageMark([null]),
    pageMark(['\u0000']),
  ]) {
    it(`is refused with 400 when it is none of ours: ${JSON.stringify(bad)}`, () => {
      expect(() => readPageMark(bad, ['string'], 'en'))
        .to.throw(Refusal)
        .with.nested.property('extension.errors[0].pointer', '/after');
    });
  }

  it('stands on every page but the last', () => {
    const page = (rows: number[]) =>
      pageFrom(
        rows,
        2,
        (row) => [row],
        (row) => row * 10,
      );
    expect(page([1, 2, 3])).to.deep.equal({ items: [10, 20], next: pageMark([2]) });
    expect(page([1, 2])).to.deep.equal({ items: [10, 20], next: null });
    expect(page([])).to.deep.equal({ items: [], next: null });
  });
});
