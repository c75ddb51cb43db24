import { defineCopy } from '../../../../server/ui/copy.ts';

export const placesCopy = defineCopy('store-system.places', {
  it: {
    title: 'Posti',
    explain:
      'Scrivi o leggi il posto (scaffale, campata), poi leggi gli articoli che ci stanno. Il giro dei ritiri li segue in ordine.',
    place: 'Posto',
    placeHint: 'Per esempio B3',
    wrong: 'Lettere e cifre, al massimo dodici',
    scanNow: 'Leggi gli articoli che stanno in {{place}}',
    choosePlace: 'Prima il posto',
    choosePlaceText: 'Scrivilo, o leggi la sua etichetta',
    placed: 'sta in {{place}}',
    moved: 'da {{before}} a {{place}}',
    done: 'Messi a posto adesso',
    remove: 'Togli il posto di {{name}}',
    none: 'Ancora niente.',
    noneText: 'Ogni articolo letto compare qui.',
    gone: 'posto tolto',
  },
  en: {
    title: 'Places',
    explain:
      'Type or scan the place (shelf, bay), then scan the items that lie there. The pickup walk follows them in order.',
    place: 'Place',
    placeHint: 'For instance B3',
    wrong: 'Letters and figures, twelve at most',
    scanNow: 'Scan the items that lie in {{place}}',
    choosePlace: 'The place first',
    choosePlaceText: 'Type it, or scan its label',
    placed: 'lies in {{place}}',
    moved: 'from {{before}} to {{place}}',
    done: 'Placed just now',
    remove: 'Remove the place of {{name}}',
    none: 'Nothing yet.',
    noneText: 'Every item scanned shows up here.',
    gone: 'place removed',
  },
});
