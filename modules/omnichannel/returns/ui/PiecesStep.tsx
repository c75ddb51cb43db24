import { IconCalendarEvent, IconScan } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { DOCUMENT_TYPES } from '../../pickup/counter-contracts.ts';
import { documentCopy } from '../../pickup/ui/document-copy.ts';
import type { ReturnableOrder } from '../contracts.ts';
import type { Proof } from '../domain/return.ts';
import { PieceCard } from './PieceCard.tsx';
import type { Extras, ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

interface Props {
  readonly order: ReturnableOrder;
  readonly work: ReturnWork;
  readonly proof: Proof;
  readonly onProof: (proof: Proof) => void;
}

/** The pieces of the order: what may come back and until when, and what is told of each that does. */
export function PiecesStep({ order, work, proof, onProof }: Props): ReactElement {
  const t = useCopy(wizardCopy);
  if (order.lines.length === 0) {
    return <EmptyState title={t('nothingCollected')} role="neutro" icon={IconScan} />;
  }
  return (
    <>
      <Announced order={order} />
      {proof === 'none' ? <Document work={work} onProof={onProof} /> : null}
      {Object.keys(work.form.lines).length === 0 ? (
        <p className="bt-quiet oc-return-told">
          <IconScan size={20} stroke={1.8} aria-hidden />
          {t('scanPieces')}
        </p>
      ) : null}
      <ul className="oc-return-lines" aria-label={t('stepPieces')}>
        {order.lines.map((line) => (
          <li key={line.lineId}>
            <PieceCard order={order} line={line} work={work} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The customer said so online: the right is kept from that day on, whatever day it is today. */
function Announced({ order }: { readonly order: ReturnableOrder }): ReactElement | null {
  const t = useCopy(wizardCopy);
  const write = useFormat();
  const now = useMinute();
  if (order.announced === null) return null;
  const pieces = order.lines.reduce((sum, { announced }) => sum + announced, 0);
  const { number, at } = order.announced;
  return (
    <Notice
      role="lavoro"
      icon={IconCalendarEvent}
      title={t('announced', { when: write.moment(at, now) })}
    >
      {t('announcedText', { number, pieces: t('pieces', { count: pieces }) })}
    </Notice>
  );
}

/** Found by a name that was told: an identity document, seen at the counter, is a proof. */
function Document({
  work,
  onProof,
}: {
  readonly work: ReturnWork;
  readonly onProof: (proof: Proof) => void;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const say = useCopy(documentCopy);
  return (
    <section className="bt-panel">
      <FieldChoice<NonNullable<Extras['documentType']>>
        label={t('documentSeen')}
        choices={DOCUMENT_TYPES.map((value) => ({ value, label: say(value) }))}
        value={work.extras.documentType}
        onChange={(documentType) => {
          work.changeExtras({ ...work.extras, documentType });
          onProof('identity');
        }}
      />
    </section>
  );
}
