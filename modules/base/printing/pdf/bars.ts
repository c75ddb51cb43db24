import bwip from 'bwip-js/node';

/** A rectangle of ink in units of the code: modules from its left and top. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnCode {
  /** In modules, quiet zone included. */
  readonly width: number;
  /** In modules; null: bars are as high as one likes. */
  readonly height: number | null;
  readonly bars: readonly Bar[];
}

const BCID = { code128: 'code128', ean13: 'ean13', qr: 'qrcode' } as const;
/** White modules that readers need at both ends. */
const QUIET = { code128: 10, ean13: 11, qr: 4 } as const;

/** The bars of a code. Throws when the value cannot be written in it (a wrong check digit). */
export function barsOf(symbology: keyof typeof BCID, value: string): DrawnCode {
  const quiet = QUIET[symbology];
  const [drawn] = bwip.raw({
    bcid: BCID[symbology],
    text: value,
    ...(symbology === 'qr' ? { eclevel: 'M' } : {}),
  } as Parameters<typeof bwip.raw>[0]) as readonly RawCode[];
  if (drawn!.sbs) {
    let x = quiet;
    const bars: Bar[] = [];
    drawn!.sbs.forEach((width, place) => {
      if (place % 2 === 0 && width > 0) bars.push({ x, y: 0, width, height: 1 });
      x += width;
    });
    return { width: x + quiet, height: null, bars };
  }
  const { pixs, pixx, pixy } = drawn as { pixs: number[]; pixx: number; pixy: number };
  const bars = pixs.flatMap((ink, place) =>
    ink
      ? [{ x: quiet + (place % pixx), y: quiet + Math.floor(place / pixx), width: 1, height: 1 }]
      : [],
  );
  return { width: pixx + 2 * quiet, height: pixy + 2 * quiet, bars };
}

interface RawCode {
  /** Widths, bar first, of a code of lines. */
  readonly sbs?: readonly number[];
  readonly pixs?: readonly number[];
  readonly pixx?: number;
  readonly pixy?: number;
}
