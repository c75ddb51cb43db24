import { PICTURE_SHAPES, type PictureShape, type PictureShapeName } from './picture-shapes.ts';

interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex, 16);
  return { r: (value >> 16) & 255, g: (value >> 8) & 255, b: value & 255 };
}

/** Towards black (`share` < 0) or white (`share` > 0). */
function shade({ r, g, b }: Rgb, share: number): string {
  const target = share < 0 ? 0 : 255;
  const mixed = [r, g, b].map((c) => Math.round(c + (target - c) * Math.abs(share)));
  return `#${mixed.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}

/** Perceived lightness, 0 black to 1 white. */
function lightness({ r, g, b }: Rgb): number {
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

/**
 * A product picture for goods that have no photograph yet: a flat silhouette in the item's colour on
 * a warm tile, lit from the upper left. Deterministic, without scripts or text, safe to inline.
 *
 * @param colourHex six hexadecimal digits without `#`
 * @param width CSS pixels the picture is meant for: larger pictures get thinner strokes
 */
export function productPicture(
  shapeName: PictureShapeName,
  colourHex: string,
  width = 120,
): string {
  const shape: PictureShape = PICTURE_SHAPES[shapeName];
  const colour = rgbOf(colourHex);
  const light = lightness(colour);
  const thin = Math.min(1, 160 / Math.max(width, 160));
  const outline = light > 0.82 ? shade(colour, -0.4) : shade(colour, light < 0.2 ? 0.22 : -0.34);
  const seam = light > 0.45 ? shade(colour, -0.38) : shade(colour, 0.38);
  const stroke = `stroke="${outline}" stroke-width="${(1.4 * thin).toFixed(2)}" stroke-linejoin="round"`;
  const [shadowY, shadowHalf] = shape.shadow;
  const filled = (path: string, fill: string) =>
    `<path d="${path}" fill="${fill}" fill-rule="evenodd" ${stroke}/><path d="${path}" fill="url(#l)" fill-rule="evenodd"/>`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 144" width="120" height="144">',
    '<defs><radialGradient id="g" cx=".5" cy=".42" r=".75"><stop offset="0" stop-color="#F8F6F1"/><stop offset="1" stop-color="#E7E2D8"/></radialGradient>',
    '<linearGradient id="l" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".2"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".2"/></linearGradient></defs>',
    '<rect width="120" height="144" fill="url(#g)"/>',
    `<ellipse cx="60" cy="${shadowY}" rx="${shadowHalf}" ry="3.2" fill="#1D1C1A" opacity=".13"/>`,
    shape.handle
      ? `<path d="${shape.handle}" fill="none" stroke="${outline}" stroke-width="5.4"/><path d="${shape.handle}" fill="none" stroke="#${colourHex}" stroke-width="3.2"/>`
      : '',
    ...shape.parts.map((path) => filled(path, `#${colourHex}`)),
    ...(shape.pale ?? []).map((path) => filled(path, '#F3EFE6')),
    ...(shape.deep ?? []).map((path) => filled(path, shade(colour, -0.45))),
    ...shape.seams.map(
      (path) =>
        `<path d="${path}" fill="none" stroke="${seam}" stroke-width="${(1.5 * thin).toFixed(2)}" stroke-linecap="round" opacity=".8"/>`,
    ),
    ...(shape.dots ?? []).map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.5" fill="${seam}"/>`),
    '</svg>',
  ].join('');
}
