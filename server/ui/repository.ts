import { fileURLToPath } from 'node:url';

/** The root of the checkout, with a slash at the end. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
