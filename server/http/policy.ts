import { locationsFor, may, type Actor } from '../auth/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbidden, unauthenticated } from '../kernel/problems.ts';
import type { Endpoint } from './contract.ts';
import { NOBODY } from './exchange.ts';

/**
 * Refuses to register an endpoint whose policy is missing or means nothing. Thrown at start, in a
 * sentence for the engineer who just wrote it: an open door must not be found by somebody else.
 */
export function checkDeclaration(endpoint: Endpoint, permissions: ReadonlySet<string>): void {
  const wrong = (because: string): never => {
    throw new Error(`${endpoint.method} ${endpoint.path}: ${because}`);
  };
  if (!/^\/api\/[a-z0-9-]+(\/(:[a-zA-Z]+|[a-z0-9.-]+))*$/.test(endpoint.path)) {
    wrong('the path is /api/<module>/…, with parameters as :name');
  }
  const named = endpoint.path.split('/').filter((part) => part.startsWith(':'));
  const declared = Object.keys(endpoint.params?.properties ?? {});
  if (
    named
      .map((part) => part.slice(1))
      .sort()
      .join() !== [...declared].sort().join()
  ) {
    wrong(
      `params declares ${declared.join(', ') || 'nothing'}, the path names ${named.join(', ') || 'nothing'}`,
    );
  }
  const members = [endpoint.params, endpoint.query, endpoint.body].flatMap((schema) =>
    Object.keys(propertiesOf(schema)),
  );
  const twice = members.find((name, place) => members.indexOf(name) !== place);
  if (twice !== undefined) wrong(`"${twice}" stands in more than one of params, query and body`);
  if (endpoint.ifMatch && members.includes('expectedVersion')) {
    wrong('expectedVersion comes from If-Match and cannot be declared');
  }
  if (endpoint.method === 'GET' && endpoint.body) wrong('a GET has no body');
  if (endpoint.pin && !Object.keys(propertiesOf(endpoint.body)).includes('pin')) {
    wrong('it wants a PIN, and its body has no member "pin"');
  }
  checkAccess(endpoint, new Set(members), permissions, wrong);
}

function checkAccess(
  { access }: Endpoint,
  members: ReadonlySet<string>,
  permissions: ReadonlySet<string>,
  wrong: (because: string) => never,
): void {
  // The type forbids it; a cast or plain JavaScript does not.
  if ((access as unknown) === undefined) wrong('has no access policy');
  if (access.kind === 'public') {
    if (!access.because.trim()) wrong('a public endpoint says why it is public');
    return;
  }
  if (access.kind === 'person') return;
  if (access.kind !== 'permission') wrong('has an unknown kind of access');
  if (!permissions.has(access.permission)) {
    wrong(`no manifest declares the permission ${access.permission}`);
  }
  const { location } = access;
  if (typeof location === 'object' && !members.has(location.field)) {
    wrong(`the policy looks at "${location.field}", which is no member of its input`);
  }
}

function propertiesOf(schema: object | undefined): object {
  return schema && 'properties' in schema ? (schema.properties as object) : {};
}

/** Before the body is read: somebody who may do this nowhere is not told what is wrong with the body. */
export function admit(endpoint: Endpoint, actor: Actor): void {
  const { access } = endpoint;
  if (access.kind === 'public') return;
  if (actor === NOBODY) throw new Refusal(unauthenticated, {});
  if (access.kind === 'person') {
    if (actor.kind !== 'person') throw new Refusal(forbidden, { permission: 'person' });
    return;
  }
  if (!may(actor, access.permission)) {
    throw new Refusal(forbidden, { permission: access.permission });
  }
}

/** With the input in hand: the permission must hold where this request would act. */
export function admitThere(endpoint: Endpoint, actor: Actor, input: object): void {
  const { access } = endpoint;
  if (access.kind !== 'permission') return;
  const { location, permission } = access;
  if (location === 'statement' || location === 'anywhere') return;
  const places = typeof location === 'object' ? placesIn(input, location.field) : null;
  const allowed =
    places === null
      ? locationsFor(actor, permission) === null
      : places.every((place) => may(actor, permission, place));
  if (!allowed) throw new Refusal(forbidden, { permission });
}

/** The locations a request names; null when it names none and so means all of them. */
function placesIn(input: object, field: string): readonly string[] | null {
  const value: unknown = (input as Record<string, unknown>)[field];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.length > 0) return value.map(String);
  return null;
}

/**
 * Is the policy's answer the same for everybody who passes it? Where the row or the person decides,
 * a stored reply may go only to the one it was made for.
 */
export function decidedByPolicy(endpoint: Endpoint): boolean {
  return endpoint.access.kind === 'permission' && endpoint.access.location !== 'statement';
}
