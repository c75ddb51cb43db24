import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { openApiText } from '../../../server/bin/assembled.ts';
import { compileContract } from '../../../server/http/validation.ts';
import { CORE_PROBLEMS } from '../../../server/kernel/problems.ts';
import { useServer } from '../../support/api.ts';
import { sendRaw } from '../../support/raw-request.ts';

describe('what integrators read', () => {
  const server = useServer();

  it('is one document for all endpoints, served and committed alike', async () => {
    const served = await sendRaw(`${server.url}/api/openapi.json`);
    const committed = await readFile(
      new URL('../../../server/http/openapi.json', import.meta.url),
      'utf8',
    );
    expect(await openApiText(), 'run `npm run openapi` and commit the file').to.equal(committed);
    expect(served.body).to.deep.equal(JSON.parse(committed));
    const paths = served.body['paths'] as Record<string, object>;
    const described = Object.values(paths).flatMap((item) => Object.keys(item));
    expect(described).to.have.lengthOf(server.app.endpoints.length);
    expect(described.length).to.be.greaterThan(60);
  });

  it('holds only schemas that the validator takes', () => {
    for (const { method, path, params, query, body, reply } of server.app.endpoints) {
      expect(
        () => compileContract([params, query, body, reply]),
        `${method} ${path}`,
      ).not.to.throw();
    }
  });

  it('can be browsed, with scripts and styles of this server alone', async () => {
    const moved = await sendRaw(`${server.url}/api/docs`);
    expect([moved.status, moved.headers.get('location')]).to.deep.equal([301, '/api/docs/']);
    const page = await sendRaw(`${server.url}/api/docs/`);
    expect(page.status).to.equal(200);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy)
      .to.include("script-src 'self' 'wasm-unsafe-eval'")
      .and.include("object-src 'none'");
    expect(policy).not.to.match(/script-src[^;]*unsafe-inline/);
    const asked = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name!);
    expect(asked).to.deep.equal(['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']);
    for (const name of asked) {
      const { status } = await sendRaw(`${server.url}/api/docs/${name}`);
      expect([name, status]).to.deep.equal([name, 200]);
    }
    expect(page.text).not.to.match(/<script>|\son[a-z]+="/);
  });

  it('explains every problem there is, in the reader’s language first', async () => {
    const problems = [
      ...CORE_PROBLEMS,
      ...server.app.manifests.flatMap((manifest) => manifest.problems),
    ];
    for (const { slug, words } of problems) {
      const address = `${server.url}/problems/${slug}`;
      const italian = await sendRaw(address, { headers: { 'accept-language': 'it' } });
      const english = await sendRaw(address, { headers: { 'accept-language': 'en' } });
      expect([slug, italian.status, english.status]).to.deep.equal([slug, 200, 200]);
      expect(italian.text).to.include('<html lang="it">');
      expect(english.text).to.include('<html lang="en">');
      const shown = (title: string) => title.replaceAll("'", '&#39;').replaceAll('"', '&quot;');
      expect(italian.text.indexOf(shown(words.it.title))).to.be.within(
        0,
        italian.text.indexOf(`lang="en"`),
      );
      expect(english.text).to.include(shown(words.en.title));
    }
    expect((await sendRaw(`${server.url}/problems/no-such-problem`)).status).to.equal(404);
    const all = await sendRaw(`${server.url}/problems`);
    for (const { slug } of problems) expect(all.text).to.include(`/problems/${slug}"`);
  });

  it('names every problem that an endpoint declares in some manifest', () => {
    const known = new Set(
      [...CORE_PROBLEMS, ...server.app.manifests.flatMap((manifest) => manifest.problems)].map(
        ({ slug }) => slug,
      ),
    );
    const strangers = server.app.endpoints.flatMap(({ method, path, refusals = [] }) =>
      refusals
        .filter(({ slug }) => !known.has(slug))
        .map(({ slug }) => `${method} ${path}: ${slug}`),
    );
    expect(strangers).to.deep.equal([]);
  });

  it('gives pages the headers that keep other sites out', async () => {
    const { headers } = await sendRaw(`${server.url}/problems`);
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('referrer-policy')).to.equal('no-referrer');
    expect(headers.get('content-security-policy')).to.include("frame-ancestors 'none'");
    expect(headers.has('x-powered-by')).to.equal(false);
    const api = await sendRaw(`${server.url}/api/core/me`);
    expect(api.headers.get('content-security-policy')).to.equal(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(api.headers.get('cache-control')).to.equal('no-store');
  });
});
