import { Type, type Static, type TObject, type TSchema } from 'typebox';
import type { ProblemType } from '../kernel/refusal.ts';

/**
 * One endpoint: read by the server (validation, policy), the OpenAPI document, the tests and the
 * screens (`call(endpoint, input)`). There is no second description of the API anywhere.
 */
export interface Endpoint<
  P extends TObject = TObject,
  Q extends TObject = TObject,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/<module>/…`, parameters as `:name`. */
  readonly path: string;
  /** One line of English for integrators. */
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202;
  readonly refusals?: readonly ProblemType<never>[];
  /** Commands need an `Idempotency-Key`, except the few that say why not (log-in). */
  readonly idempotency?: 'required' | { readonly none: string };
  /** The reply has `version`: sent as a strong ETag. */
  readonly etag?: true;
  /** The command needs `If-Match`; its input then holds `expectedVersion`. */
  readonly ifMatch?: 'required';
  /**
   * How many wrong answers (404, 422) one device, person or address may get here in a span: for what
   * finds something by a code that could be guessed. Then 429, in every server process.
   */
  readonly guesses?: {
    readonly attempts: number;
    readonly seconds: number;
    /** What of the input is guessed about, counted apart: an order. Null: nothing is guessed here. */
    readonly about?: (input: object) => string | null;
    /** Other statuses than 404 and 422 that tell that it was wrong. */
    readonly misses?: readonly number[];
    /** Says it in words of its own in place of the usual 429. */
    readonly refusal?: ProblemType<{ readonly retryAfter: number }>;
  };
  /**
   * Whoever asks proves with their own PIN that it is they who sit there: the body's member `pin`. It is
   * compared before the command begins, wrong ones are counted as at the change of person, and the
   * command never sees it.
   */
  readonly pin?: 'required';
  /** The text of the body is kept beside what it says (`bodyTextOf`): for signatures made over it. */
  readonly bodyText?: 'kept';
  /** Bodies larger than 100 kB, in bytes: imports only. */
  readonly bodyLimit?: number;
  readonly examples?: readonly { readonly input: unknown; readonly reply?: unknown }[];
}

/** Who may call an endpoint. There is no default: an endpoint without a policy does not start. */
export type Access =
  /** Anybody: rate limited by address. `because` is printed in the OpenAPI document. */
  | { readonly kind: 'public'; readonly because: string }
  /** Anybody who is logged in, whatever the role. */
  | { readonly kind: 'person' }
  | {
      readonly kind: 'permission';
      readonly permission: string;
      /**
       * Which location the permission must hold for: a field of the input; `statement` when the row
       * itself says it (the command then checks with `demandSight` and the statement filters);
       * `anywhere` when holding it in one place is enough; `everywhere` when it must hold for all.
       */
      readonly location: { readonly field: string } | 'statement' | 'anywhere' | 'everywhere';
    };

/** What a command or query receives: parameters, query string and body in one object. */
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, TSchema>
    ? Merge<P> &
        Merge<Q> &
        (TSchema extends B ? unknown : Static<B>) &
        (E extends { ifMatch: 'required' } ? { readonly expectedVersion: number } : unknown)
    : never;
type Merge<S extends TObject> = TObject extends S ? unknown : Static<S>;

export type ReplyOf<E> = E extends { reply: infer R extends TSchema } ? Static<R> : never;

/** Declares an endpoint; the types of its input and reply follow from its schemas. */
export function endpoint<
  const E extends Endpoint<P, Q, B, R>,
  P extends TObject,
  Q extends TObject,
  B extends TSchema,
  R extends TSchema,
>(declared: E & Endpoint<P, Q, B, R>): E {
  return declared;
}

/** A closed object: unknown members are refused. */
export function closed<T extends Record<string, TSchema>>(
  properties: T,
  options: { $id?: string; description?: string } = {},
) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(
  values: T,
  options: { description?: string } = {},
) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });
}

/**
 * One of several objects told apart by a tag: `oneOf` with `discriminator`, so that an error names
 * the branch that was meant instead of listing every branch.
 */
export function tagged<const T extends readonly TObject[]>(
  tag: string,
  branches: T,
  options: { $id?: string } = {},
) {
  return Type.Unsafe<Static<T[number]>>({
    type: 'object',
    discriminator: { propertyName: tag },
    required: [tag],
    oneOf: branches as unknown as TSchema[],
    ...options,
  });
}

/** Text a person wrote: trimmed by the form, without control characters (NUL is refused by PostgreSQL). */
export function text(
  maxLength: number,
  options: { minLength?: number; description?: string } = {},
) {
  return Type.String({
    minLength: 1,
    ...options,
    maxLength,
    pattern: '^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F]*$',
  });
}

export const Id = Type.String({ format: 'uuid', description: 'UUID' });
export const LocationId = Type.String({
  pattern: '^[A-Z0-9]{2,12}$',
  description: 'Location code, such as MI01',
});
export const Gtin = Type.String({
  pattern: '^[0-9]{8}([0-9]{4,6})?$',
  description: 'GTIN-8, -12, -13 or -14',
});
export const Quantity = Type.Integer({ minimum: 1, maximum: 999 });
export const AmountMinor = Type.Integer({
  minimum: 0,
  maximum: 100_000_000_00,
  description: 'Minor units (cents), VAT included',
});
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' });
export const Instant = Type.String({ format: 'date-time', description: 'ISO 8601 with offset' });
export const BusinessDay = Type.String({
  format: 'date',
  description: 'A plain date in the location’s zone',
});
export const Version = Type.Integer({
  minimum: 1,
  description: 'Rises by one at every change; the ETag',
});

export const FeedCursor = closed({
  epoch: Type.String(),
  tx: Type.String({ pattern: '^[0-9]{1,20}$' }),
  position: Type.String({ pattern: '^[0-9]{1,20}$' }),
});

/** The reply of a screen that stays live: what there is, and the place in the feed it was read at. */
export function liveView<V extends TSchema>(view: V, options: { $id?: string } = {}) {
  return closed({ view, cursor: FeedCursor }, options);
}

/** Query parameters of a list. */
export const PageQuery = {
  after: Type.Optional(
    Type.String({ maxLength: 400, description: 'The `next` of the page before' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
};

/** One page of a list, keyset-paginated: `next` is null on the last one. */
export function pageOf<I extends TSchema>(item: I, options: { $id?: string } = {}) {
  return closed(
    { items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) },
    options,
  );
}

/** A value or null. */
export function nullable<S extends TSchema>(schema: S) {
  return Type.Union([schema, Type.Null()]);
}
