import { defineCopy } from '../../../../server/ui/copy.ts';

export const campaignCopy = defineCopy('listini-promozioni.promotion-campaign', {
  it: {
    campaign: 'Campagna',
    none: 'Nessuna',
    hint: 'I ribassi di una campagna tengono il prezzo precedente del primo',
    open: 'Apri una campagna',
    name: 'Nome',
    begins: 'Primo giorno',
    ends: 'Ultimo giorno',
    cancel: 'Annulla',
    create: 'Apri',
  },
  en: {
    campaign: 'Campaign',
    none: 'None',
    hint: 'The reductions of a campaign keep the prior price of the first',
    open: 'Open a campaign',
    name: 'Name',
    begins: 'First day',
    ends: 'Last day',
    cancel: 'Cancel',
    create: 'Open',
  },
});
