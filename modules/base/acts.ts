import type { Acts } from '../../server/modules/manifest.ts';

/** What happens here, as the audit tells it to whoever reads it. */
export const BASE_ACTS: Acts = {
  'base.company-changed.v1': { it: 'Azienda cambiata', en: 'Company changed' },
  'base.customer-changed.v1': { it: 'Cliente cambiato', en: 'Customer changed' },
  'base.customer-created.v1': { it: 'Cliente inserito', en: 'Customer added' },
  'base.customer-erased.v1': {
    it: 'Cliente cancellato su richiesta',
    en: 'Customer erased on request',
  },
  'base.import-progressed.v1': { it: 'Importazione avanzata', en: 'Import went on' },
  'base.location-changed.v1': {
    it: 'Negozio o magazzino cambiato',
    en: 'Store or warehouse changed',
  },
  'base.print-job-changed.v1': { it: 'Stampa avanzata', en: 'Print job went on' },
  'base.printer-changed.v1': { it: 'Stampante cambiata', en: 'Printer changed' },
  'base.reason-code-changed.v1': { it: 'Causale cambiata', en: 'Reason code changed' },
  'base.styles-changed.v1': { it: 'Articoli cambiati', en: 'Items changed' },
  'base.customer-opened': { it: 'Scheda di un cliente aperta', en: 'Record of a customer opened' },
  'base.file-uploaded': { it: 'File caricato', en: 'File uploaded' },
  'base.file-columns-said': { it: 'Colonne di un file indicate', en: 'Columns of a file told' },
};
