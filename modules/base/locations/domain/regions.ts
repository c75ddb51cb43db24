/** The twenty regions of Italy: each has a calendar of the sales of its own. */
export const ITALIAN_REGIONS = [
  'Abruzzo',
  'Basilicata',
  'Calabria',
  'Campania',
  'Emilia-Romagna',
  'Friuli-Venezia Giulia',
  'Lazio',
  'Liguria',
  'Lombardia',
  'Marche',
  'Molise',
  'Piemonte',
  'Puglia',
  'Sardegna',
  'Sicilia',
  'Toscana',
  'Trentino-Alto Adige',
  'Umbria',
  'Valle d’Aosta',
  'Veneto',
] as const;

/** The region as we write it, whatever the apostrophe, the case and the dashes; null when Italy has none such. */
export function readRegion(text: string): string | null {
  const key = keyOf(text);
  return ITALIAN_REGIONS.find((region) => keyOf(region) === key) ?? ALSO_CALLED.get(key) ?? null;
}

function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

const ALSO_CALLED = new Map([
  ['friuliveneziagiuliafvg', 'Friuli-Venezia Giulia'],
  ['friuli', 'Friuli-Venezia Giulia'],
  ['friuliveneziag', 'Friuli-Venezia Giulia'],
  ['trentino', 'Trentino-Alto Adige'],
  ['trentinoaltoadigesdtirol', 'Trentino-Alto Adige'],
  ['valdaosta', 'Valle d’Aosta'],
]);
