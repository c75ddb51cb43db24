import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { BASE_PROBLEMS } from './problems.ts';
import { PERMISSIONS, ROLES } from './roles.ts';
import { resetPricing } from './pricing/pricing.ts';

/** Anagrafiche: what the whole house talks about. */
export const base: ModuleManifest = {
  id: 'base',
  title: { it: 'Anagrafiche', en: 'Master data' },
  requires: [],
  tables: [
    'base_company',
    'base_location',
    'base_location_hours',
    'base_location_exception',
    'base_reason_code',
    'base_style',
    'base_item',
    'base_search_word',
    'base_customer',
    'base_customer_external',
    'base_customer_consent',
    'base_import',
    'base_import_row',
  ],
  roles: ROLES,
  permissions: PERMISSIONS,
  publishes: ['base.customer-created.v1', 'base.customer-changed.v1'],
  problems: BASE_PROBLEMS,
  start() {
    resetPricing();
  },
};
