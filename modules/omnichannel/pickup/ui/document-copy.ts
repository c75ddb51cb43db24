import { defineCopy } from '../../../../server/ui/copy.ts';

/** The documents by which somebody at the counter shows who they are. */
export const documentCopy = defineCopy('omnichannel.identity-documents', {
  it: {
    'identity-card': 'Carta d’identità',
    passport: 'Passaporto',
    'driving-licence': 'Patente',
    'residence-permit': 'Permesso di soggiorno',
  },
  en: {
    'identity-card': 'Identity card',
    passport: 'Passport',
    'driving-licence': 'Driving licence',
    'residence-permit': 'Residence permit',
  },
});
