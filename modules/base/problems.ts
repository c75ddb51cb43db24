import { problemType } from '../../server/kernel/refusal.ts';

/** An order, an import or a basket names articles that the catalogue does not have. */
export const unknownItems = problemType<{ readonly items: readonly string[] }>(
  'unknown-items',
  422,
  {
    it: {
      title: 'Articoli sconosciuti',
      detail: ({ items }) => `Non troviamo a catalogo: ${items.join(', ')}.`,
    },
    en: {
      title: 'Unknown items',
      detail: ({ items }) => `Not in the catalogue: ${items.join(', ')}.`,
    },
  },
);

export const unknownReason = problemType<{ readonly kind: string; readonly code: string }>(
  'unknown-reason',
  422,
  {
    it: {
      title: 'Causale sconosciuta',
      detail: ({ code }) => `La causale «${code}» non c’è o non è più in uso.`,
    },
    en: {
      title: 'Unknown reason code',
      detail: ({ code }) => `The reason code “${code}” does not exist or is no longer in use.`,
    },
  },
);

/** A customer with this card, e-mail or number in a channel already exists. */
export const customerExists = problemType<{ readonly by: 'email' | 'card' | 'external' }>(
  'customer-exists',
  409,
  {
    it: {
      title: 'Cliente già presente',
      detail: ({ by }) =>
        `C’è già un cliente con ${{ email: 'questa e-mail', card: 'questa tessera', external: 'questo codice' }[by]}. Cercalo invece di crearne un altro.`,
    },
    en: {
      title: 'Customer already exists',
      detail: ({ by }) =>
        `There is already a customer with ${{ email: 'this e-mail', card: 'this card', external: 'this number' }[by]}. Look for them instead of creating another.`,
    },
  },
);

export const BASE_PROBLEMS = [unknownItems, unknownReason, customerExists] as const;
