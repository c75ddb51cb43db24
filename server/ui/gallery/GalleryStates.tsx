import { IconCheck, IconEye, IconHandGrab, IconUsers } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { ConflictDialog } from '../kit/ConflictDialog.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { ErrorState } from '../kit/ErrorState.tsx';
import { FactList } from '../kit/FactList.tsx';
import { LoadingRows } from '../kit/LoadingRows.tsx';
import { ScreenFrame } from '../kit/ScreenFrame.tsx';
import { StatusBadge } from '../kit/StatusBadge.tsx';
import { Steps } from '../kit/Steps.tsx';

const PROBLEM = {
  slug: 'unexpected',
  status: 500,
  title: 'Errore imprevisto',
  detail: null,
  requestId: '7F3K-92QD',
  extension: {},
};

/** Loading, empty, error, conflict: each as a clerk meets it. */
export function GalleryStates(): ReactElement {
  const [conflict, setConflict] = useState(false);
  const close = () => setConflict(false);
  return (
    <ScreenFrame
      title="Stati"
      subtitle="come li vede chi lavora"
      back="/stile"
      primary={{
        id: 'conflict',
        label: 'Mostra un conflitto',
        icon: IconHandGrab,
        onPress: () => setConflict(true),
      }}
      secondary={[
        {
          id: 'delegate',
          label: 'Ritira un delegato',
          icon: IconUsers,
          compact: true,
          onPress: () => undefined,
        },
        {
          id: 'blocked',
          label: 'Usa un buono',
          blocked: 'Serve la rete',
          onPress: () => undefined,
        },
      ]}
      steps={
        <Steps
          label="Passi"
          steps={[
            { id: 'order', label: 'Ordine', state: 'done', onOpen: close },
            { id: 'pieces', label: 'Pezzi', state: 'now' },
            { id: 'confirm', label: 'Conferma', state: 'later' },
          ]}
        />
      }
      aside={
        <div className="bt-aside-pad">
          <h2>Riepilogo</h2>
          <p className="bt-quiet">Una colonna accanto, sotto sul palmare.</p>
          <FactList
            label="Che cosa è successo"
            ordered
            facts={[
              { id: 'sent', role: 'pronto', icon: IconCheck, title: 'Inviata', right: '16:27' },
              { id: 'seen', role: 'lavoro', icon: IconEye, title: 'Aperta', detail: 'da Giulia' },
            ]}
          />
        </div>
      }
    >
      <LoadingRows rows={3} />
      <EmptyState
        title="Tutto pronto"
        action={{ id: 'returns', label: 'Controlla i 2 resi', onPress: () => undefined }}
      >
        Prossimo ritiro promesso alle 16:40.
      </EmptyState>
      <ErrorState
        problem={PROBLEM}
        what="Non riusciamo a leggere i ritiri."
        onRetry={() => undefined}
        asOf={new Date()}
      />
      <ConflictDialog
        opened={conflict}
        who="Luca"
        what="questo ordine"
        detail="Ordine 48 219 di Sara B. · 2 minuti fa, alle 16:26, dal palmare 3"
        fields={[
          {
            label: 'Stato',
            theirs: <StatusBadge status="ready" />,
            mine: <StatusBadge status="inPreparation" />,
          },
          { label: 'Scaffale', theirs: 'B1', mine: '—' },
          { label: 'Sneaker 39', theirs: 'Trovata', mine: 'Non trovata' },
        ]}
        advice="La sneaker 39 è una sola: guarda sullo scaffale B1 prima di scegliere."
        onKeepTheirs={close}
        onRedoMine={close}
      />
    </ScreenFrame>
  );
}
