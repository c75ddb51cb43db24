import { checkDigit } from '../../../modules/base/catalogue/domain/gtin.ts';
import type { CatalogueEntry } from '../../../modules/base/catalogue/write-catalogue.ts';

const NOUNS =
  'Cappotto Giacca Blazer Gonna Abito Camicia Maglione Cardigan Pantalone Jeans Trench Piumino Gilet Felpa Maglietta Polo Tuta Bermuda Costume Pareo Sciarpa Cappello Guanti Cintura Borsa Zaino Portafoglio Stivale Mocassino Sandalo Sneaker Ballerina Pigiama Vestaglia Calzino Collant Foulard Cravatta Papillon Ombrello'.split(
    ' ',
  );
const ADJECTIVES =
  'doppiopetto vestaglia oversize corto lungo svasato plissettato ricamato trapuntato reversibile impermeabile elasticizzato sfoderato strutturato morbido classico sportivo elegante leggero pesante bicolore rigato quadretti floreale geometrico tinta-unita'.split(
    ' ',
  );
const PROPER =
  'Livia Marta Bianca Giada Olivia Cosima Vittoria Matilde Ginevra Camilla Ortensia Viola Dalia Iris Amalia Fiammetta Serafina Ludovica Beatrice Costanza Donatella Eleonora Federica Gaia Ilaria Jolanda Letizia Miranda Nausicaa Ornella Petra Quinta Rosalba Silvana Tosca Ursula Veronica Wanda Zelda Aurora'.split(
    ' ',
  );
const BRANDS = 'Lungarno Arnolfo Brera Navigli Trastevere Posillipo Murano Langhe'.split(' ');
const COLOURS = [
  ['Cammello', '#b98a5a'],
  ['Nero', '#1d1c1a'],
  ['Blu notte', '#1c2740'],
  ['Verde bosco', '#2f4a38'],
  ['Bordeaux', '#5e1f2b'],
  ['Panna', '#f3efe6'],
  ['Grigio melange', '#8b8b8b'],
  ['Rosa antico', '#c9a09a'],
  ['Terracotta', '#b05a3c'],
  ['Azzurro polvere', '#9db4c7'],
] as const;
const SIZES = ['38', '40', '42', '44', '46'];

/**
 * A range as large as a big chain's: by default 100,000 items of 10,000 styles, always the same. Enough
 * different words for search to have something to do.
 */
export function* largeCatalogue(styles = 10_000): Generator<CatalogueEntry> {
  let number = 0;
  for (let style = 0; style < styles; style += 1) {
    const noun = pick(NOUNS, style);
    const name = `${noun} ${pick(ADJECTIVES, style * 7 + 3)} ${pick(PROPER, style * 13 + 1)}`;
    for (let colour = 0; colour < 2; colour += 1) {
      const [colourName, colourHex] = pick(COLOURS, style * 3 + colour * 5);
      for (const [sizeOrder, size] of SIZES.entries()) {
        number += 1;
        const body = `8051${String(number).padStart(8, '0')}`;
        yield {
          style: {
            code: `${noun.slice(0, 2).toUpperCase()}${String(style).padStart(5, '0')}`,
            name,
            brand: pick(BRANDS, style),
            supplier: `Manifattura ${pick(BRANDS, style + 3)} S.r.l.`,
            line: pick(['Donna', 'Uomo', 'Bambino'], style),
            season: pick(['A/I 26', 'P/E 26', 'A/I 25', 'Continuativo'], style),
            category: `${noun.slice(0, -1)}i`,
            department: 'Abbigliamento',
            composition: '90% lana, 10% cashmere',
            seasonal: style % 4 !== 3,
            perishable: false,
            returnExclusion: false,
          },
          item: {
            gtin: body + checkDigit(body),
            size,
            sizeOrder,
            colour: colourName,
            colourHex,
            listPriceMinor: 49_00 + (style % 300) * 100,
            vatRate: 22,
            pictureUrl: null,
            active: true,
          },
        };
      }
    }
  }
}

function pick<T>(list: readonly T[], place: number): T {
  return list[place % list.length]!;
}
