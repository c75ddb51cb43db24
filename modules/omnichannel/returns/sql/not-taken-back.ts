import { NOT_TAKEN_BACK } from '../domain/return.ts';

/** What `decision in (…)` holds of files whose goods are the customer's after all. */
export const NOT_TAKEN_BACK_LIST = NOT_TAKEN_BACK.map((decision) => `'${decision}'`).join(', ');
