import type { Knex } from 'knex';
import type { PickupTerms } from '../../../modules/omnichannel/promises/domain/terms.ts';

/** A version of a shop's pickup policy, or of the chain's, in force since long ago unless told. */
export async function makePolicy(
  db: Knex,
  locationId: string | null,
  terms: Partial<PickupTerms>,
  given: { readonly validFrom?: Date } = {},
): Promise<void> {
  const last = await db('oc_pickup_policy')
    .where({ location_id: locationId })
    .max<{ version: number | null }>({ version: 'version' })
    .first();
  await db('oc_pickup_policy').insert({
    location_id: locationId,
    version: (last?.version ?? 0) + 1,
    terms: JSON.stringify(terms),
    valid_from: given.validFrom ?? new Date('2026-01-02T00:00:00Z'),
    changed_at: given.validFrom ?? new Date('2026-01-02T00:00:00Z'),
    actor_id: 'test',
    actor_name: 'Giulia Conti',
  });
}
