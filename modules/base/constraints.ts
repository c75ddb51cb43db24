import { constraintMeans } from '../../server/db/errors.ts';
import { alreadyThere, customerExists } from './problems.ts';

/**
 * What our constraints say to people. Two may write the same thing at once: no look beforehand could
 * tell, the constraint decides.
 */
export function nameConstraints(): void {
  constraintMeans('base_company_vat_number_once', alreadyThere, { by: 'vat-number' });
  constraintMeans('base_location_pkey', alreadyThere, { by: 'code' });
  constraintMeans('base_location_gln_once', alreadyThere, { by: 'gln' });
  constraintMeans('base_reason_code_pkey', alreadyThere, { by: 'code' });
  constraintMeans('base_customer_email_once', customerExists, { by: 'email' });
  constraintMeans('base_customer_card_once', customerExists, { by: 'card' });
}
