import { code128, datamatrix, drawingSVG, ean13, qrcode } from 'bwip-js/browser';

const DRAW = { qrcode, code128, ean13, datamatrix };

/** The SVG of a code, black on white, with the quiet zone that readers need. */
export function drawCode(text: string, kind: keyof typeof DRAW): string {
  const square = kind === 'qrcode' || kind === 'datamatrix';
  return DRAW[kind](
    {
      bcid: kind,
      text,
      scale: 3,
      padding: square ? 2 : 4,
      backgroundcolor: 'FFFFFF',
      ...(square ? {} : { height: 12 }),
      ...(kind === 'qrcode' ? { eclevel: 'M' } : {}),
    },
    drawingSVG(),
  );
}
