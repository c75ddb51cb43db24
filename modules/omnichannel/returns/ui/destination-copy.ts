import { defineCopy } from '../../../../server/ui/copy.ts';

/** Where a piece that came back goes: to choose it, and to tell it. The wizard and the file say it alike. */
export const destinationCopy = defineCopy('omnichannel.return-destinations', {
  it: {
    to_restock: 'In vendita qui',
    to_inspect: 'Da controllare',
    to_damaged: 'Tra i difettosi',
    to_warehouse: 'A un magazzino',
    to_store: 'A un negozio',
    to_supplier: 'Al fornitore',
    to_destroy: 'Da distruggere',
    goes_restock: '{{name}} torna in vendita qui',
    goes_inspect: '{{name}} va controllato',
    goes_damaged: '{{name}} va tra i difettosi',
    goes_warehouse: '{{name}} va al magazzino {{place}}',
    goes_store: '{{name}} va a {{place}}',
    goes_supplier: '{{name}} torna al fornitore',
    goes_destroy: '{{name}} va distrutto',
  },
  en: {
    to_restock: 'On sale here',
    to_inspect: 'To inspect',
    to_damaged: 'With the damaged',
    to_warehouse: 'To a warehouse',
    to_store: 'To a store',
    to_supplier: 'To the supplier',
    to_destroy: 'To be destroyed',
    goes_restock: '{{name}} goes on sale here again',
    goes_inspect: '{{name}} is to be inspected',
    goes_damaged: '{{name}} goes with the damaged',
    goes_warehouse: '{{name}} goes to the warehouse {{place}}',
    goes_store: '{{name}} goes to {{place}}',
    goes_supplier: '{{name}} goes back to the supplier',
    goes_destroy: '{{name}} is to be destroyed',
  },
});
