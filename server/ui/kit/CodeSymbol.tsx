import { useEffect, useState, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import './camera.css';
import { kitCopy } from './copy.ts';

/** A code to be scanned: QR for pickup codes, Code 128 for labels, EAN for goods. Black on white in both themes. */
export function CodeSymbol({
  code,
  kind = 'qrcode',
  width = 208,
}: {
  readonly code: string;
  readonly kind?: 'qrcode' | 'code128' | 'ean13' | 'datamatrix';
  /** In pixels; the height follows the symbol. */
  readonly width?: number;
}): ReactElement {
  const t = useCopy(kitCopy);
  const [drawn, setDrawn] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    // The drawing library is large, and few screens draw.
    void import('./draw-code.ts').then(({ drawCode }) => {
      if (!over) setDrawn(drawCode(code, kind));
    });
    return () => {
      over = true;
    };
  }, [code, kind]);
  const square = kind === 'qrcode' || kind === 'datamatrix';
  return (
    <span
      className="bt-symbol"
      role="img"
      aria-label={t('codeLabel', { code })}
      style={{ width, minHeight: square ? width : width / 4 }}
      // The text is drawn by our own library from a checked code.
      // oxlint-disable-next-line react/no-danger -- an SVG that was drawn here
      dangerouslySetInnerHTML={{ __html: drawn ?? '' }}
    />
  );
}
