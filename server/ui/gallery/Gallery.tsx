import { IconCheck, IconScan } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { Badge, StatusBadge } from '../kit/StatusBadge.tsx';
import { PromiseTimer } from '../kit/PromiseTimer.tsx';
import { ScreenFrame } from '../kit/ScreenFrame.tsx';
import { STATUS, type Status } from '../kit/status.ts';
import { accepted, refused, PASSED } from '../scan/scan.ts';
import { useScan } from '../scan/handlers.ts';
import { SlotPlace } from '../slots.tsx';
import { ROLES } from '../theme/tokens.ts';
import { GalleryFields } from './GalleryFields.tsx';
import { GalleryGoods } from './GalleryGoods.tsx';
import './gallery.css';

/** Every part of the kit, once. A scanned item is told as taken, one that is wrong as refused. */
export function Gallery(): ReactElement {
  const [scanned, setScanned] = useState('');
  useScan((scan) => {
    if (scan.kind !== 'item') return PASSED;
    setScanned(scan.code);
    return scan.code.endsWith('1')
      ? accepted('Maglione Alba · Petrolio · M', 'preso, 2 di 2')
      : refused('È la L, serve la M', 'rimettila a posto e scansiona la M');
  });
  return (
    <ScreenFrame
      title="Stile"
      subtitle="ogni parte, una volta"
      badge={
        scanned === '' ? undefined : (
          <Badge role="lavoro" icon={IconScan}>
            {scanned}
          </Badge>
        )
      }
    >
      <section className="bt-gallery-part" aria-label="Stati">
        {(Object.keys(STATUS) as Status[]).map((status) => (
          <StatusBadge key={status} status={status} />
        ))}
        <Badge role="pronto" icon={IconCheck} large>
          Codice valido
        </Badge>
      </section>
      <section className="bt-gallery-part" aria-label="Colori">
        {ROLES.map((role) => (
          <span key={role} className="bt-gallery-colour" data-role={role}>
            <span className="bt-gallery-solid">{role}</span>
            <span className="bt-gallery-soft">testo su sfondo</span>
          </span>
        ))}
      </section>
      <section className="bt-gallery-part" aria-label="Tempi">
        {[44, 12, -8].map((minutes) => (
          <PromiseTimer key={minutes} due={new Date(Date.now() + minutes * 60_000)} />
        ))}
      </section>
      <GalleryFields />
      <GalleryGoods />
      <SlotPlace name="core.gallery.end" props={{ title: 'Un pannello' }} />
    </ScreenFrame>
  );
}
