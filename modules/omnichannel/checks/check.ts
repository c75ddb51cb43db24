import { checksOf } from '../../../server/modules/reconcile-checks.ts';

/** A statement that finds what is not true. */
export const check = checksOf('omnichannel');
