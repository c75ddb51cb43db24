import { expect } from 'chai';
import { Type } from 'typebox';
import { closed, endpoint } from '../../../server/http/contract.ts';
import { busy } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { ModuleManifest } from '../../../server/modules/manifest.ts';
import { createLog } from '../../../server/observability/log.ts';
import { useServer } from '../../support/api.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { until } from '../../support/until.ts';

const TOKEN = 'canary-5d21';

/** A customer's page that is given by its link alone, on a day on which nothing works. */
const pageEndpoint = endpoint({
  method: 'GET',
  path: '/api/trial/public/pages/:token',
  summary: 'A customer’s page',
  access: { kind: 'public', because: 'the link is the key' },
  params: closed({ token: Type.String() }),
  query: closed({ busy: Type.Optional(Type.Boolean()) }),
  reply: closed({ words: Type.String() }),
});

const broken: ModuleManifest = {
  id: 'trial',
  title: { it: 'Prova', en: 'Trial' },
  requires: [],
  tables: [],
  permissions: {},
  publishes: [],
  problems: [],
  start: ({ routes }) => {
    routes.query(pageEndpoint, (_read, input) =>
      Promise.reject(input.busy ? new Refusal(busy, { retryAfter: 1 }) : new Error('broken')),
    );
  },
};

describe('the log of requests that failed', () => {
  const lines: Record<string, unknown>[] = [];
  const server = useServer({
    modules: [],
    trials: [broken],
    log: createLog(
      { logLevel: 'debug' },
      { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    ),
  });

  for (const [what, query, status] of [
    ['a fault of ours', '', 500],
    ['too much to do', '?busy=true', 503],
  ] as const) {
    it(`names the template and the request, never the customer’s link: ${what}`, async () => {
      lines.length = 0;
      const answer = await sendRaw(`${server.url}/api/trial/public/pages/${TOKEN}${query}`);
      expect(answer.status).to.equal(status);
      await until('it is in the log', () => lines.some(({ status: told }) => told === status));
      const failed = lines.find(({ msg }) => msg === 'failed');
      expect(failed).to.include({ method: 'GET', path: '/api/trial/public/pages/:token' });
      expect(answer.body['instance']).to.include(String(failed!['requestId']));
      expect(JSON.stringify(lines)).not.to.include(TOKEN);
    });
  }
});
