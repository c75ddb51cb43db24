import { useEffect, useState, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import './camera.css';
import { CodeText } from './CodeText.tsx';
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
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    const draw = async () => {
      // The drawing library is large, and few screens draw.
      const { drawCode } = await import('./draw-code.ts');
      if (!over) setDrawn(drawCode(code, kind));
    };
    draw().catch(() => setFailed(true));
    return () => {
      over = true;
    };
  }, [code, kind]);
  const square = kind === 'qrcode' || kind === 'datamatrix';
  // A code that cannot be drawn can still be typed.
  if (failed) return <CodeText code={code} large />;
  return (
    <span
      className="bt-symbol"
      role="img"
      aria-label={t('codeLabel', { code })}
      style={{ width, minHeight: square ? width : width / 4 }}
      // oxlint-disable-next-line react/no-danger -- an SVG that was drawn here, from a checked code
      dangerouslySetInnerHTML={{ __html: drawn ?? '' }}
    />
  );
}
