import type { ShownItem } from '../kit/ItemCard.tsx';

/** A tile with a plain shape: the gallery has no catalogue. */
function picture(colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 144"><rect width="120" height="144" fill="#EFEBE3"/><path d="M40 34l20-10 20 10 18 14-8 50-12-4V122H42V94l-12 4-8-50z" fill="${colour}" stroke="#00000055"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function item(name: string, colour: string, colourHex: string, size: string): ShownItem {
  return { name, colour, colourHex, size, pictureUrl: picture(colourHex) };
}

export const COAT = item('Cappotto a vestaglia Livia', 'Cammello', '#B58A57', '42');
export const JUMPER = item('Maglione collo alto Alba', 'Petrolio', '#1F5157', 'M');
export const SKIRT = item('Gonna plissé Iris', 'Verde bosco', '#2E4A3B', '42');
export const SCARF = item('Sciarpa Mera', 'Bordeaux', '#6E2233', 'TU');

export interface SampleOrder {
  readonly id: string;
  readonly customer: string;
  readonly number: number;
  readonly channel: string;
  readonly minutes: number;
  readonly items: readonly ShownItem[];
  readonly dueMinor: number;
  readonly owner: string | null;
}

/** Promises relative to now, so that the timers show each of their tones. */
export const ORDERS: readonly SampleOrder[] = [
  order('1', 'Elena M.', 48_213, 'Sito', -8, [COAT, SCARF]),
  order('2', 'Davide C.', 48_217, 'Sito', 12, [JUMPER]),
  order('3', 'Sara B.', 48_219, 'Sito', 19, [SKIRT, JUMPER, COAT], 21_470, 'Luca Pace'),
  order('4', 'Pietro G.', 48_220, 'Telefono', 27, [COAT], 24_900),
  order('5', 'Chiara V.', 48_224, 'Sito', 44, [SKIRT, SCARF]),
  order('6', 'Andrea L.', 48_226, 'Sito', 58, [JUMPER]),
];

function order(
  id: string,
  customer: string,
  number: number,
  channel: string,
  minutes: number,
  items: readonly ShownItem[],
  dueMinor = 0,
  owner: string | null = null,
): SampleOrder {
  return { id, customer, number, channel, minutes, items, dueMinor, owner };
}
