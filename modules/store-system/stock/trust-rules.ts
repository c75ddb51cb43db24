import type { Read } from '../../../server/db/transaction.ts';
import { USUAL_THRESHOLDS, type ConfidenceThresholds } from './domain/confidence.ts';

/** When the counts of a location are taken for sure. */
export type TrustRules = (locationId: string) => ConfidenceThresholds;

let teller: ((read: Read) => Promise<TrustRules>) | null = null;

/** Whoever keeps a chain's rules says here when a count is sure; without them the usual ones hold. */
export function registerTrustRules(rules: (read: Read) => Promise<TrustRules>): void {
  teller = rules;
}

export async function trustRules(read: Read): Promise<TrustRules> {
  return teller ? teller(read) : () => USUAL_THRESHOLDS;
}
