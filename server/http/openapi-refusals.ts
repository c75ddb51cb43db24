import { CORE_PROBLEMS } from '../kernel/problems.ts';
import type { ProblemType } from '../kernel/refusal.ts';
import type { Endpoint } from './contract.ts';
import { needsKey } from './idempotency.ts';

/** One entry a status, naming every problem that has it. */
export function problemResponses(
  endpoint: Endpoint,
  shared: Map<string, unknown>,
): Record<string, unknown> {
  const always = ['unexpected', 'busy', 'too-many-requests'];
  if (endpoint.params ?? endpoint.query ?? endpoint.body) always.push('invalid-request');
  if (endpoint.access.kind !== 'public') always.push('unauthenticated', 'forbidden');
  if (endpoint.body) always.push('body-too-large', 'unsupported-media-type');
  if (endpoint.method !== 'GET' && needsKey(endpoint)) {
    always.push('idempotency-key-required', 'idempotency-mismatch');
  }
  if (endpoint.ifMatch) always.push('revision-required', 'stale-revision');
  const problems: ProblemType<never>[] = [
    ...CORE_PROBLEMS.filter(({ slug }) => always.includes(slug)),
    ...(endpoint.refusals ?? []),
  ];
  const byStatus = new Map<string, Map<string, string>>();
  for (const { status, slug, words } of problems) {
    const known = byStatus.get(String(status)) ?? new Map<string, string>();
    known.set(slug, words.en.title);
    byStatus.set(String(status), known);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, known]) => {
      // The same few sets of problems are answered nearly everywhere: each is described once.
      const name = [...known.keys()].join('.');
      shared.set(name, {
        description: [...known].map(([slug, title]) => `\`${slug}\`: ${title}`).join('. '),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      });
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}
