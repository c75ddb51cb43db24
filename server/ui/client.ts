import { NoAnswer, ProblemError, createClient, type ContractClient } from '../http/client.ts';
import { reached, unreached } from './connection.ts';
import { currentLanguage } from './language.ts';
import { sessionExpired } from './shell/access.ts';

/** The contract client of the page: notices a lost network and a session that is over. */
export function createPageClient(): ContractClient {
  const client = createClient({ language: currentLanguage });
  return {
    call: async (endpoint, input, options) => {
      try {
        const reply = await client.call(endpoint, input, options);
        reached();
        return reply;
      } catch (error) {
        if (error instanceof ProblemError) {
          reached();
          if (error.slug === 'unauthenticated') sessionExpired();
        } else if (error instanceof NoAnswer) unreached();
        throw error;
      }
    },
  };
}
