import { CALLING } from '../../modules/omnichannel/refunds/pay.ts';
import { newId } from '../../server/kernel/ids.ts';

/** A server that calls the payment provider as if it never had before: a new key, and no question first. */
Object.assign(CALLING, { keyOf: () => newId(), asksFirst: () => false });
await import('../support/serve.ts');
