import type { PictureShapeName } from '../../modules/base/api.ts';

/** A kind of garment the demo chain sells: everything a style of it is drawn from. */
export interface RangeEntry {
  readonly department: 'Donna' | 'Uomo' | 'Scarpe' | 'Accessori' | 'Casa';
  readonly category: string;
  /** The name before the proper name: "Cappotto a vestaglia" Livia. */
  readonly nouns: readonly string[];
  readonly shape: PictureShapeName;
  readonly sizes: 'donna' | 'uomo' | 'lettere' | 'scarpe-donna' | 'scarpe-uomo' | 'vita' | 'unica';
  /** Retail price range in whole euros, VAT included. */
  readonly price: readonly [number, number];
  readonly compositions: readonly string[];
  readonly palette: keyof typeof PALETTES;
  readonly makers: keyof typeof SUPPLIERS;
  readonly share: number;
  readonly perishable?: true;
  readonly returnExclusion?: true;
  readonly vatRate?: '10.00' | '22.00';
}

export interface Colour {
  readonly name: string;
  readonly hex: string;
}

const colour = (name: string, hex: string): Colour => ({ name, hex });

const NERO = colour('Nero', '2A2A2C');
const BIANCO = colour('Bianco', 'F3F2EE');
const PANNA = colour('Panna', 'EFE8D8');
const CAMMELLO = colour('Cammello', 'B88A55');
const BORDEAUX = colour('Bordeaux', '6E2233');
const VERDE_BOSCO = colour('Verde bosco', '2F4A3A');
const BLU_NOTTE = colour('Blu notte', '26335A');
const PETROLIO = colour('Petrolio', '22585C');
const GRIGIO = colour('Grigio', '8E9094');
const SENAPE = colour('Senape', 'C99A2E');
const CIELO = colour('Cielo', 'A9C3DF');
const CIPRIA = colour('Cipria', 'DBB3A8');
const RUGGINE = colour('Ruggine', 'B4532E');
const SALVIA = colour('Salvia', '9CAE94');
const DENIM = colour('Blu denim', '4A6A9B');
const DENIM_CHIARO = colour('Denim chiaro', '8FA9CB');
const CUOIO = colour('Cuoio', '8B5738');
const MORO = colour('Testa di moro', '4A3228');
const ROSSO = colour('Rosso', 'A92B2B');

export const PALETTES = {
  capi: [CAMMELLO, NERO, BORDEAUX, VERDE_BOSCO, BLU_NOTTE, GRIGIO, SENAPE, PETROLIO],
  maglie: [PANNA, PETROLIO, BORDEAUX, NERO, GRIGIO, RUGGINE, SALVIA, BLU_NOTTE, SENAPE],
  chiari: [BIANCO, CIELO, PANNA, CIPRIA, NERO, SALVIA],
  denim: [DENIM, DENIM_CHIARO, NERO, GRIGIO],
  pelle: [NERO, CUOIO, MORO, BORDEAUX, BIANCO],
  casa: [PANNA, ROSSO, VERDE_BOSCO],
} as const;

export const SIZE_RUNS: Readonly<Record<RangeEntry['sizes'], readonly string[]>> = {
  donna: ['38', '40', '42', '44', '46', '48'],
  uomo: ['46', '48', '50', '52', '54', '56'],
  lettere: ['XS', 'S', 'M', 'L', 'XL'],
  'scarpe-donna': ['36', '37', '38', '39', '40', '41'],
  'scarpe-uomo': ['40', '41', '42', '43', '44', '45'],
  vita: ['27', '28', '29', '30', '31', '32', '34'],
  unica: ['TU'],
};

const LANA = ['Lana 80%, poliammide 20%', 'Lana vergine 100%', 'Lana 70%, cashmere 30%'];
const COTONE = ['Cotone 100%', 'Cotone 97%, elastan 3%', 'Cotone biologico 100%'];
const PELLE = ['Pelle di vitello', 'Pelle scamosciata', 'Nappa'];
const SETA = ['Seta 100%', 'Viscosa 100%', 'Viscosa 70%, seta 30%'];

// oxfmt-ignore
export const RANGE: readonly RangeEntry[] = [
  { department: 'Donna', category: 'Capispalla', nouns: ['Cappotto a vestaglia', 'Cappotto doppiopetto', 'Cappotto lungo'], shape: 'cappotto', sizes: 'donna', price: [179, 389], compositions: LANA, palette: 'capi', makers: 'capi', share: 6 },
  { department: 'Donna', category: 'Capispalla', nouns: ['Piumino corto', 'Piumino con cintura'], shape: 'piumino', sizes: 'lettere', price: [129, 259], compositions: ['Poliammide 100%, imbottitura piuma'], palette: 'capi', makers: 'capi', share: 5 },
  { department: 'Donna', category: 'Maglieria', nouns: ['Maglione collo alto', 'Dolcevita'], shape: 'collo', sizes: 'lettere', price: [59, 129], compositions: LANA, palette: 'maglie', makers: 'maglie', share: 8 },
  { department: 'Donna', category: 'Maglieria', nouns: ['Cardigan', 'Cardigan lungo'], shape: 'cardigan', sizes: 'lettere', price: [69, 149], compositions: LANA, palette: 'maglie', makers: 'maglie', share: 6 },
  { department: 'Donna', category: 'Camicie', nouns: ['Camicia in seta', 'Camicia ampia', 'Blusa'], shape: 'camicia', sizes: 'donna', price: [49, 119], compositions: SETA, palette: 'chiari', makers: 'camicie', share: 6 },
  { department: 'Donna', category: 'T-shirt', nouns: ['T-shirt', 'T-shirt a costine'], shape: 'tshirt', sizes: 'lettere', price: [19, 39], compositions: COTONE, palette: 'chiari', makers: 'camicie', share: 7 },
  { department: 'Donna', category: 'Abiti', nouns: ['Abito midi', 'Abito svasato'], shape: 'abito', sizes: 'donna', price: [79, 179], compositions: SETA, palette: 'maglie', makers: 'camicie', share: 6 },
  { department: 'Donna', category: 'Gonne', nouns: ['Gonna plissé', 'Gonna midi'], shape: 'gonna', sizes: 'donna', price: [59, 119], compositions: SETA, palette: 'capi', makers: 'camicie', share: 4 },
  { department: 'Donna', category: 'Pantaloni', nouns: ['Pantalone palazzo', 'Pantalone a sigaretta'], shape: 'pantalone', sizes: 'donna', price: [59, 129], compositions: COTONE, palette: 'capi', makers: 'capi', share: 5 },
  { department: 'Donna', category: 'Jeans', nouns: ['Jeans dritto', 'Jeans a vita alta'], shape: 'jeans', sizes: 'vita', price: [59, 109], compositions: COTONE, palette: 'denim', makers: 'capi', share: 4 },
  { department: 'Uomo', category: 'Capispalla', nouns: ['Cappotto', 'Cappotto monopetto'], shape: 'cappotto', sizes: 'uomo', price: [199, 399], compositions: LANA, palette: 'capi', makers: 'capi', share: 3 },
  { department: 'Uomo', category: 'Capispalla', nouns: ['Piumino', 'Piumino leggero'], shape: 'piumino', sizes: 'lettere', price: [119, 249], compositions: ['Poliammide 100%, imbottitura piuma'], palette: 'capi', makers: 'capi', share: 4 },
  { department: 'Uomo', category: 'Giacche', nouns: ['Blazer', 'Giacca destrutturata'], shape: 'giacca', sizes: 'uomo', price: [149, 299], compositions: LANA, palette: 'capi', makers: 'capi', share: 4 },
  { department: 'Uomo', category: 'Maglieria', nouns: ['Maglione girocollo', 'Maglione a trecce'], shape: 'maglione', sizes: 'lettere', price: [59, 129], compositions: LANA, palette: 'maglie', makers: 'maglie', share: 6 },
  { department: 'Uomo', category: 'Camicie', nouns: ['Camicia oxford', 'Camicia slim', 'Camicia in lino'], shape: 'camicia', sizes: 'lettere', price: [45, 89], compositions: COTONE, palette: 'chiari', makers: 'camicie', share: 6 },
  { department: 'Uomo', category: 'T-shirt', nouns: ['T-shirt', 'T-shirt pesante'], shape: 'tshirt', sizes: 'lettere', price: [19, 39], compositions: COTONE, palette: 'chiari', makers: 'camicie', share: 5 },
  { department: 'Uomo', category: 'Pantaloni', nouns: ['Chino', 'Pantalone con pinces'], shape: 'pantalone', sizes: 'uomo', price: [59, 119], compositions: COTONE, palette: 'capi', makers: 'capi', share: 4 },
  { department: 'Uomo', category: 'Jeans', nouns: ['Jeans slim', 'Jeans regular'], shape: 'jeans', sizes: 'vita', price: [69, 119], compositions: COTONE, palette: 'denim', makers: 'capi', share: 3 },
  { department: 'Scarpe', category: 'Sneaker', nouns: ['Sneaker', 'Sneaker bassa'], shape: 'sneaker', sizes: 'scarpe-donna', price: [79, 159], compositions: PELLE, palette: 'pelle', makers: 'pelle', share: 4 },
  { department: 'Scarpe', category: 'Sneaker', nouns: ['Sneaker uomo'], shape: 'sneaker', sizes: 'scarpe-uomo', price: [89, 169], compositions: PELLE, palette: 'pelle', makers: 'pelle', share: 3 },
  { department: 'Scarpe', category: 'Stivaletti', nouns: ['Stivaletto', 'Stivaletto chelsea'], shape: 'stivaletto', sizes: 'scarpe-donna', price: [119, 219], compositions: PELLE, palette: 'pelle', makers: 'pelle', share: 4 },
  { department: 'Scarpe', category: 'Mocassini', nouns: ['Mocassino'], shape: 'mocassino', sizes: 'scarpe-uomo', price: [99, 189], compositions: PELLE, palette: 'pelle', makers: 'pelle', share: 3 },
  { department: 'Accessori', category: 'Borse', nouns: ['Borsa a mano', 'Tracolla', 'Shopper'], shape: 'borsa', sizes: 'unica', price: [79, 259], compositions: PELLE, palette: 'pelle', makers: 'pelle', share: 5 },
  { department: 'Accessori', category: 'Sciarpe', nouns: ['Sciarpa', 'Stola'], shape: 'sciarpa', sizes: 'unica', price: [29, 89], compositions: LANA, palette: 'maglie', makers: 'maglie', share: 4 },
  { department: 'Accessori', category: 'Cappelli', nouns: ['Berretto', 'Cuffia'], shape: 'cappello', sizes: 'unica', price: [19, 49], compositions: LANA, palette: 'maglie', makers: 'maglie', share: 2 },
  { department: 'Accessori', category: 'Cinture', nouns: ['Cintura'], shape: 'cintura', sizes: 'unica', price: [29, 69], compositions: PELLE, palette: 'pelle', makers: 'pelle', share: 2, returnExclusion: true },
  { department: 'Casa', category: 'Profumi per la casa', nouns: ['Candela profumata'], shape: 'candela', sizes: 'unica', price: [19, 45], compositions: ['Cera di soia'], palette: 'casa', makers: 'casa', share: 1 },
  { department: 'Casa', category: 'Dispensa', nouns: ['Cioccolatini', 'Panettone artigianale'], shape: 'scatola', sizes: 'unica', price: [12, 39], compositions: ['Vedi confezione'], palette: 'casa', makers: 'casa', share: 1, perishable: true, returnExclusion: true, vatRate: '10.00' },
];

/** Proper names of styles: a style is known by one, as clerks say it: "la Livia in cammello". */
// oxfmt-ignore
export const STYLE_NAMES = [
  'Livia', 'Alba', 'Iris', 'Nilo', 'Corso', 'Brera', 'Tosca', 'Elba', 'Arno', 'Fiora', 'Gaia',
  'Vera', 'Luce', 'Nora', 'Dalia', 'Olmo', 'Pineta', 'Ardea', 'Ginestra', 'Sella', 'Rocca',
  'Marea', 'Onda', 'Duna', 'Tea', 'Ilaria', 'Zeno', 'Bruno', 'Delia', 'Ambra', 'Cora', 'Flavia',
  'Greta', 'Ines', 'Lena', 'Mirta', 'Nives', 'Otto', 'Piero', 'Quirino', 'Rina', 'Sveva', 'Tullia',
  'Ugo', 'Viola', 'Wanda', 'Zoe', 'Amalfi', 'Bormio', 'Capri', 'Diano', 'Erice', 'Fiesole',
  'Gubbio', 'Isola', 'Lerici', 'Matera', 'Noto', 'Orta', 'Pavia', 'Ravello', 'Spello', 'Todi',
  'Urbino', 'Vieste',
] as const;

export const BRANDS = [
  'Lungarno',
  'Lungarno',
  'Lungarno',
  'Casa Vespri',
  'Officina Sereno',
  'Filo & Trama',
  'Bottega del Po',
] as const;
/** Who makes what: a belt never comes from a knitwear mill. */
export const SUPPLIERS = {
  maglie: ['Maglificio Carpi', 'Filati Biella'],
  capi: ['Confezioni Prato', 'Lanificio Vald’Arno'],
  camicie: ['Camiceria Adriatica', 'Confezioni Prato'],
  pelle: ['Calzaturificio Fermo', 'Pelletteria Scandicci'],
  casa: ['Officine Profumi Firenze', 'Dolciaria Alba'],
} as const;
export const LINES = ['Essenziale', 'Città', 'Sartoria', 'Fine settimana'] as const;
export const SEASONS = ['A/I 26', 'A/I 26', 'A/I 26', 'P/E 26', 'A/I 25', 'Continuativo'] as const;
