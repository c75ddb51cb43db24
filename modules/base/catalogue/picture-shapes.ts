/**
 * Flat front silhouettes on a tile of 120 × 144. `parts` are filled with the item's colour and
 * outlined; `seams` are thin lines on top; `accents` are small filled marks (buttons, soles).
 */
export interface PictureShape {
  readonly parts: readonly string[];
  readonly seams: readonly string[];
  readonly dots?: readonly (readonly [number, number])[];
  /** Filled pale, whatever the colour: the sole of a sneaker. */
  readonly pale?: readonly string[];
  /** Filled darker than the colour: a heel. */
  readonly deep?: readonly string[];
  /** Drawn as a thick line behind the parts: a bag's handle. */
  readonly handle?: string;
  /** Centre and half-width of the shadow on the floor. */
  readonly shadow: readonly [y: number, halfWidth: number];
}

const LONG_SLEEVES = [
  'M41 33 C32 37 26 44 23 56 L12 105 L28 110 L40 76 Z',
  'M79 33 C88 37 94 44 97 56 L108 105 L92 110 L80 76 Z',
];

const SHORT_SLEEVES = ['M42 35 L16 66 L31 76 L42 64 Z', 'M78 35 L104 66 L89 76 L78 64 Z'];

export const PICTURE_SHAPES = {
  maglione: {
    parts: [...LONG_SLEEVES, 'M41 33 L51 29 Q60 36 69 29 L79 33 L84 60 L84 117 L36 117 L36 60 Z'],
    seams: [
      'M40 58 L38 72 L38 108',
      'M80 58 L82 72 L82 108',
      'M36 111 L84 111',
      'M14 98 L30 103',
      'M106 98 L90 103',
      'M49 30 Q60 41 71 30',
    ],
    shadow: [131, 38],
  },
  collo: {
    parts: [
      ...LONG_SLEEVES,
      'M41 33 L51 29 L69 29 L79 33 L84 60 L84 117 L36 117 L36 60 Z',
      'M49 20 Q60 16 71 20 L71 33 Q60 38 49 33 Z',
    ],
    seams: [
      'M40 58 L38 72 L38 108',
      'M80 58 L82 72 L82 108',
      'M36 111 L84 111',
      'M14 98 L30 103',
      'M106 98 L90 103',
      'M49 27 Q60 32 71 27',
    ],
    shadow: [131, 38],
  },
  cardigan: {
    parts: [...LONG_SLEEVES, 'M41 33 L47 30 L60 66 L73 30 L79 33 L84 60 L85 119 L35 119 L36 60 Z'],
    seams: [
      'M60 66 L60 119',
      'M40 58 L38 74',
      'M80 58 L82 74',
      'M35 113 L85 113',
      'M14 98 L30 103',
      'M106 98 L90 103',
    ],
    dots: [
      [64, 76],
      [64, 88],
      [64, 100],
      [64, 110],
    ],
    shadow: [131, 38],
  },
  tshirt: {
    parts: [...SHORT_SLEEVES, 'M42 35 L51 31 Q60 40 69 31 L78 35 L84 64 L84 118 L36 118 L36 64 Z'],
    seams: ['M49 32 Q60 45 71 32', 'M19 62 L34 72', 'M101 62 L86 72', 'M38 112 L82 112'],
    shadow: [131, 34],
  },
  camicia: {
    parts: [
      ...LONG_SLEEVES,
      'M41 33 L48 29 L60 41 L72 29 L79 33 L84 60 L85 116 Q60 124 35 116 L36 60 Z',
      'M48 29 L60 41 L52 50 L45 36 Z',
      'M72 29 L60 41 L68 50 L75 36 Z',
    ],
    seams: [
      'M60 42 L60 120',
      'M40 60 L38 76',
      'M80 60 L82 76',
      'M14 98 L30 103',
      'M106 98 L90 103',
    ],
    dots: [
      [60, 56],
      [60, 70],
      [60, 84],
      [60, 98],
      [60, 110],
    ],
    shadow: [132, 38],
  },
  cappotto: {
    parts: [
      'M41 29 C31 33 26 41 22 54 L10 100 L27 106 L40 72 Z',
      'M79 29 C89 33 94 41 98 54 L110 100 L93 106 L80 72 Z',
      'M41 29 L47 25 L60 30 L73 25 L79 29 L84 58 L90 134 L30 134 L36 58 Z',
    ],
    seams: [
      'M60 30 L60 134',
      'M47 25 L43 58 L60 77',
      'M73 25 L77 58 L60 77',
      'M35 83 L85 83',
      'M34 89 L86 89',
      'M40 98 L52 101',
      'M80 98 L68 101',
    ],
    shadow: [136, 36],
  },
  giacca: {
    parts: [
      ...LONG_SLEEVES,
      'M41 32 L48 28 L60 33 L72 28 L79 32 L84 60 L86 118 Q73 124 60 118 Q47 124 34 118 L36 60 Z',
    ],
    seams: [
      'M60 72 L60 118',
      'M48 28 L44 52 L60 74',
      'M72 28 L76 52 L60 74',
      'M40 96 L52 98',
      'M80 96 L68 98',
      'M68 60 L76 58',
      'M39 60 L38 78',
      'M81 60 L82 78',
    ],
    dots: [
      [63, 82],
      [63, 94],
    ],
    shadow: [132, 38],
  },
  piumino: {
    parts: [
      ...LONG_SLEEVES,
      'M41 33 L49 24 Q60 20 71 24 L79 33 L85 60 L85 116 Q60 122 35 116 L36 60 Z',
    ],
    seams: [
      'M60 24 L60 119',
      'M38 46 Q60 52 82 46',
      'M36 60 Q60 66 84 60',
      'M36 74 Q60 80 84 74',
      'M36 88 Q60 94 84 88',
      'M36 102 Q60 108 84 102',
      'M20 70 L36 76',
      'M100 70 L84 76',
      'M16 88 L32 94',
      'M104 88 L88 94',
    ],
    shadow: [132, 38],
  },
  pantalone: {
    parts: ['M40 26 L80 26 L92 130 L68 130 L60 62 L52 130 L28 130 Z'],
    seams: [
      'M39 34 L81 34',
      'M60 34 L60 62',
      'M41 38 Q44 52 35 58',
      'M79 38 Q76 52 85 58',
      'M44 62 L38 128',
      'M76 62 L82 128',
    ],
    shadow: [134, 40],
  },
  jeans: {
    parts: ['M39 26 L81 26 L88 130 L66 130 L60 64 L54 130 L32 130 Z'],
    seams: [
      'M38 34 L82 34',
      'M60 34 L60 64',
      'M40 37 Q46 50 37 54',
      'M80 37 Q74 50 83 54',
      'M33 123 L54 123',
      'M66 123 L87 123',
      'M38 58 L34 122',
      'M82 58 L86 122',
    ],
    dots: [[60, 30]],
    shadow: [134, 38],
  },
  gonna: {
    parts: ['M44 30 L76 30 L98 122 Q60 132 22 122 Z'],
    seams: [
      'M43 38 L77 38',
      'M49 39 L36 124',
      'M55 39 L50 126',
      'M60 39 L60 127',
      'M65 39 L70 126',
      'M71 39 L84 124',
    ],
    shadow: [133, 40],
  },
  abito: {
    parts: [
      'M45 20 L52 20 Q60 44 68 20 L75 20 L80 48 L73 66 L96 126 Q60 136 24 126 L47 66 L40 48 Z',
    ],
    seams: [
      'M47 66 L73 66',
      'M47 70 L73 70',
      'M54 71 L46 128',
      'M60 71 L60 130',
      'M66 71 L74 128',
      'M43 46 Q48 56 48 64',
      'M77 46 Q72 56 72 64',
    ],
    shadow: [134, 40],
  },
  sneaker: {
    parts: ['M14 104 L16 70 Q24 62 34 66 L50 82 Q60 90 82 94 Q104 97 106 106 L14 106 Z'],
    pale: ['M13 102 Q60 106 106 102 L107 114 L14 114 Z'],
    seams: [
      'M46 80 L56 74',
      'M52 86 L62 79',
      'M59 90 L68 84',
      'M16 84 Q34 88 48 106',
      'M82 95 Q80 102 82 106',
    ],
    shadow: [128, 44],
  },
  stivaletto: {
    parts: ['M40 28 L72 28 L73 78 Q82 88 98 92 Q108 95 108 106 L40 106 Z'],
    deep: ['M38 106 L109 106 L109 113 L66 113 L64 121 L38 121 Z'],
    seams: [
      'M55 29 L54 76 Q54 84 44 92',
      'M62 29 L62 60',
      'M66 29 L66 60',
      'M74 84 Q70 96 74 105',
      'M68 30 L68 40',
    ],
    shadow: [130, 40],
  },
  mocassino: {
    parts: ['M14 104 L17 78 Q26 70 38 76 Q56 90 84 92 Q104 95 107 106 L14 106 Z'],
    deep: ['M13 104 L107 104 L108 110 L40 110 L38 117 L14 117 Z'],
    seams: ['M38 77 Q52 96 78 93', 'M46 88 L70 84', 'M50 94 L74 90', 'M18 88 Q28 90 34 104'],
    shadow: [128, 44],
  },
  borsa: {
    parts: ['M26 58 L94 58 L103 116 Q103 122 97 122 L23 122 Q17 122 17 116 Z'],
    handle: 'M43 60 C43 18 77 18 77 60',
    seams: ['M26 58 L44 82 L76 82 L94 58', 'M60 82 L60 92', 'M21 112 L99 112'],
    shadow: [132, 40],
  },
  sciarpa: {
    parts: [
      'M60 46 L76 48 L81 118 L62 118 Z',
      'M46 46 L62 50 L50 106 L32 100 Z',
      'M34 30 Q60 16 86 30 Q90 44 80 50 Q60 58 40 50 Q30 44 34 30 Z',
    ],
    seams: [
      'M66 119 L66 125',
      'M71 119 L71 125',
      'M76 119 L76 125',
      'M35 92 L51 97',
      'M63 110 L80 110',
      'M40 32 Q60 42 82 34',
    ],
    shadow: [132, 28],
  },
  cappello: {
    parts: ['M34 84 Q34 40 60 38 Q86 40 86 84 Z', 'M30 82 Q60 74 90 82 L91 102 Q60 94 29 102 Z'],
    seams: ['M46 44 Q40 60 41 79', 'M60 39 L60 77', 'M74 44 Q80 60 79 79', 'M32 92 Q60 84 89 92'],
    dots: [[60, 36]],
    shadow: [118, 36],
  },
  cintura: {
    parts: [
      'M24 60 Q22 40 60 40 Q98 40 96 60 L96 92 Q98 110 60 110 Q22 110 24 92 Z M36 64 Q36 54 60 54 Q84 54 84 64 L84 88 Q84 97 60 97 Q36 97 36 88 Z',
    ],
    seams: [
      'M30 62 Q30 47 60 47 Q90 47 90 62',
      'M30 90 Q30 103 60 103 Q90 103 90 90',
      'M52 98 L52 111 L70 111 L70 98 Z',
    ],
    shadow: [128, 38],
  },
  candela: {
    parts: [
      'M34 62 L86 62 L84 120 Q60 126 36 120 Z',
      'M34 62 Q60 54 86 62 Q60 70 34 62 Z',
      'M60 58 L60 50',
      'M60 50 Q55 44 60 34 Q65 44 60 50 Z',
    ],
    seams: ['M42 80 L78 80 L77 104 L43 104 Z', 'M48 88 L72 88', 'M52 95 L68 95'],
    shadow: [130, 34],
  },
  scatola: {
    parts: ['M28 58 L60 48 L92 58 L92 116 L60 126 L28 116 Z', 'M28 58 L60 68 L92 58 L60 48 Z'],
    seams: ['M60 68 L60 126', 'M44 53 L76 63', 'M44 63 L44 121', 'M76 63 L76 121'],
    shadow: [132, 38],
  },
} as const satisfies Record<string, PictureShape>;

export type PictureShapeName = keyof typeof PICTURE_SHAPES;

export const PICTURE_SHAPE_NAMES = Object.keys(PICTURE_SHAPES) as PictureShapeName[];
