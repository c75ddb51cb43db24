import { expect } from 'chai';
import { Type } from 'typebox';
import { closed, endpoint, type Endpoint } from '../../../server/http/contract.ts';
import { checkDeclaration } from '../../../server/http/policy.ts';
import { RouteTable } from '../../../server/http/table.ts';

const PERMISSIONS = new Set(['shop.note.read']);

const sound = endpoint({
  method: 'GET',
  path: '/api/shop/notes/:noteId',
  summary: 'A note',
  access: {
    kind: 'permission',
    permission: 'shop.note.read',
    location: { field: 'locationId' },
  },
  params: closed({ noteId: Type.String() }),
  query: closed({ locationId: Type.String() }),
  reply: closed({}),
}) as Endpoint;

describe('declaring an endpoint', () => {
  it('is accepted when everything is said', () => {
    expect(() => checkDeclaration(sound, PERMISSIONS)).not.to.throw();
  });

  const wrong: [string, object, RegExp][] = [
    ['it has no policy', { access: undefined }, /GET \/api\/shop\/notes\/:noteId: has no access/],
    [
      'no manifest declares its permission',
      { access: { kind: 'permission', permission: 'shop.note.burn', location: 'anywhere' } },
      /shop\.note\.burn/,
    ],
    [
      'its policy looks at a member there is not',
      {
        access: { kind: 'permission', permission: 'shop.note.read', location: { field: 'shopId' } },
      },
      /"shopId"/,
    ],
    ['it is public and does not say why', { access: { kind: 'public', because: ' ' } }, /why/],
    ['its access is of an unknown kind', { access: { kind: 'open' } }, /unknown kind/],
    [
      'query and parameters share a name',
      { query: closed({ noteId: Type.String(), locationId: Type.String() }) },
      /"noteId" stands in more than one/,
    ],
    [
      'query and body share a name',
      { method: 'POST', body: closed({ locationId: Type.String() }) },
      /"locationId" stands in more than one/,
    ],
    [
      'the path names a parameter that is not declared',
      { path: '/api/shop/:shopId/notes/:noteId' },
      /params declares noteId/,
    ],
    [
      'a parameter is declared that the path does not name',
      { path: '/api/shop/notes' },
      /params declares noteId/,
    ],
    ['it reads and has a body', { body: closed({ other: Type.String() }) }, /GET has no body/],
    ['it stands outside the API', { path: '/notes/:noteId' }, /\/api\/<module>/],
    [
      'it declares what If-Match brings',
      { method: 'PUT', ifMatch: 'required', body: closed({ expectedVersion: Type.Integer() }) },
      /expectedVersion/,
    ],
  ];
  for (const [because, change, sentence] of wrong) {
    it(`stops the start when ${because}`, () => {
      const declared = { ...sound, ...change } as unknown as Endpoint;
      expect(() => checkDeclaration(declared, PERMISSIONS)).to.throw(sentence);
    });
  }
});

describe('finding the endpoint of a request', () => {
  const table = new RouteTable<string>();
  table.add('GET', '/api/shop/notes', 'list');
  table.add('POST', '/api/shop/notes', 'add');
  table.add('GET', '/api/shop/notes/:noteId', 'read');
  table.add('DELETE', '/api/shop/notes/:noteId', 'drop');
  table.add('GET', '/api/shop/notes/by-code/:code', 'by code');
  table.add('GET', '/api/shop/:shelf/by-place/:place', 'by place');
  table.add('GET', '/api/shop/notes/newest', 'newest');

  const found: [string, string, unknown][] = [
    ['GET', '/api/shop/notes', { route: 'list', params: {} }],
    ['HEAD', '/api/shop/notes', { route: 'list', params: {} }],
    ['GET', '/api/shop/notes/7', { route: 'read', params: { noteId: '7' } }],
    ['GET', '/api/shop/notes/newest', { route: 'newest', params: {} }],
    ['DELETE', '/api/shop/notes/newest', { route: 'drop', params: { noteId: 'newest' } }],
    ['GET', '/api/shop/notes/by-code/A%2FB', { route: 'by code', params: { code: 'A/B' } }],
    ['GET', '/api/shop/a/by-place/b', { route: 'by place', params: { shelf: 'a', place: 'b' } }],
    ['GET', '/api/shop/notes/', { allowed: [] }],
    ['GET', '/api/shop/notes/7/8', { allowed: [] }],
    ['PUT', '/api/shop/notes', { allowed: ['GET', 'POST'] }],
    ['GET', '/api/shop/notes/%E0%A4%A', 'undecodable'],
  ];
  for (const [method, path, expected] of found) {
    it(`${method} ${path}`, () => {
      expect(table.find(method, path)).to.deep.equal(expected);
    });
  }

  it('refuses two endpoints for the same requests', () => {
    expect(() => table.add('GET', '/api/shop/notes', 'again')).to.throw('registered twice');
    expect(() => table.add('PUT', '/api/shop/notes/:id', 'x')).to.throw('differently');
  });
});
