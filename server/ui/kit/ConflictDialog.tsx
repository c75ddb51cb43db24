import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../copy.ts';
import './badge.css';
import { kitCopy } from './copy.ts';
import { Dialog } from './Dialog.tsx';
import './states.css';

export interface ConflictField {
  readonly label: string;
  readonly theirs: ReactNode;
  readonly mine: ReactNode;
}

/** Two people changed the same thing: who did what, and which of the two stays. Nobody loses work unseen. */
export function ConflictDialog({
  opened,
  who,
  what,
  detail,
  fields,
  advice,
  onKeepTheirs,
  onRedoMine,
}: {
  readonly opened: boolean;
  /** «Luca»; null when it is not known. */
  readonly who: string | null;
  /** «questo ordine» */
  readonly what: string;
  /** «Ordine 48 219 di Sara B. · 2 minuti fa, alle 16:26, dal palmare 3» */
  readonly detail?: string;
  readonly fields?: readonly ConflictField[];
  readonly advice?: ReactNode;
  readonly onKeepTheirs: () => void;
  readonly onRedoMine: () => void;
}): ReactElement {
  const t = useCopy(kitCopy);
  const title =
    who === null ? t('conflictNobody', { what }) : t('conflictTitle', { name: who, what });
  return (
    <Dialog opened={opened} onClose={onKeepTheirs} size={680} label={title}>
      <div className="bt-conflict-head" data-role="attesa">
        <span className="bt-tile">
          <IconAlertTriangle size={24} stroke={1.8} aria-hidden="true" />
        </span>
        <div>
          <h2 className="bt-conflict-title">{title}</h2>
          {detail !== undefined && <p className="bt-quiet">{detail}</p>}
        </div>
      </div>
      {fields && fields.length > 0 && (
        <div className="bt-conflict-sides">
          <Side side="theirs" title={t('theirs', { name: who ?? '—' })} fields={fields} />
          <Side side="mine" title={t('mine')} fields={fields} />
        </div>
      )}
      {advice !== undefined && <p>{advice}</p>}
      <div className="bt-dialog-actions">
        <Button onClick={onRedoMine}>{t('redoMine')}</Button>
        <Button variant="filled" onClick={onKeepTheirs} data-autofocus>
          {who === null ? t('keepNew') : t('keepTheirs', { name: who })}
        </Button>
      </div>
    </Dialog>
  );
}

function Side({
  side,
  title,
  fields,
}: {
  readonly side: 'theirs' | 'mine';
  readonly title: string;
  readonly fields: readonly ConflictField[];
}): ReactElement {
  return (
    <section className="bt-conflict-side" data-side={side}>
      <h3>{title}</h3>
      <dl>
        {fields.map(({ label, theirs, mine }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{side === 'theirs' ? theirs : mine}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
