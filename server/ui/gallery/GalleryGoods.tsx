import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { CodeSymbol } from '../kit/CodeSymbol.tsx';
import { CodeText } from '../kit/CodeText.tsx';
import { Initials } from '../kit/Initials.tsx';
import { ItemCard } from '../kit/ItemCard.tsx';
import { MoneyText } from '../kit/MoneyText.tsx';
import { Notice } from '../kit/Notice.tsx';
import { RichText } from '../kit/RichText.tsx';
import { SizeChip } from '../kit/SizeChip.tsx';
import { StatusBadge } from '../kit/StatusBadge.tsx';
import { COAT, JUMPER, SKIRT } from './sample.ts';

const CODE = 'PK-7QM4R2XD9KTHV';

export function GalleryGoods(): ReactElement {
  return (
    <>
      <section className="bt-gallery-part" aria-label="Cifre e codici">
        <MoneyText amountMinor={128_460} size="large" />
        <MoneyText amountMinor={-7990} size="strong" />
        <CodeText code={CODE} />
        <CodeText code="8057190402888" />
        <SizeChip size="42" />
        <SizeChip size="M" scale="large" />
        <SizeChip size="TU" scale="huge" />
        <Initials name="Luca Pace" />
        <Initials name="Noemi Ferri" role="inchiostro" large filled />
      </section>
      <section className="bt-gallery-list" aria-label="Articoli">
        <ItemCard
          item={COAT}
          chosen
          right={<MoneyText amountMinor={24_900} />}
          detail="a Milano Buenos Aires · ne restano 2"
        >
          <StatusBadge status="returnable" />
          <span className="bt-quiet">entro il 7 dic, mancano 16 giorni</span>
        </ItemCard>
        <ItemCard item={JUMPER} picture="card" right={<SizeChip size="M" scale="large" />} />
        <ItemCard item={SKIRT} muted right={<MoneyText amountMinor={7990} />} />
      </section>
      <section className="bt-gallery-list" aria-label="Avvisi">
        <Notice role="attesa" icon={IconAlertTriangle}>
          <RichText text="1 pezzo appena venduto in cassa: **ne resta 1**, sul manichino 3." />
        </Notice>
        <Notice role="lavoro" icon={IconInfoCircle}>
          Milano Buenos Aires riceve la richiesta e risponde entro 15 minuti.
        </Notice>
        <Notice role="neutro" icon={IconInfoCircle} title="Il lavoro aperto resta dov’è">
          Il reso 2026/004 131 aspetta ancora la risposta.
        </Notice>
      </section>
      <section className="bt-gallery-part" aria-label="Simboli">
        <CodeSymbol code={CODE} />
        <CodeSymbol code={CODE} kind="code128" width={260} />
        <CodeSymbol code="8057190402888" kind="ean13" width={200} />
      </section>
    </>
  );
}
