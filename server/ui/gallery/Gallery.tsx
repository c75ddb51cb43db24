import type { ReactElement } from 'react';
import { ScreenFrame } from '../kit/ScreenFrame.tsx';
export function Gallery(): ReactElement {
  return <ScreenFrame title="Stile">x</ScreenFrame>;
}
