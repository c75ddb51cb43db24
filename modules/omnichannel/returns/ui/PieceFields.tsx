import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconMinus, IconPlus, IconShieldCheck, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useText } from '../../../../server/ui/language.ts';
import type { ReturnableLine, ReturnableOrder } from '../contracts.ts';
import { DestinationField } from './DestinationField.tsx';
import { PictureField } from './PictureField.tsx';
import { needsPhoto, withoutLine, type PieceForm } from './return-form.ts';
import type { ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

interface Props {
  readonly order: ReturnableOrder;
  readonly line: ReturnableLine;
  readonly piece: PieceForm;
  readonly work: ReturnWork;
  readonly onChange: (piece: PieceForm) => void;
}

/** Why it comes back, how it looks; a seal, a defect, a picture only where they matter. */
export function PieceFields(props: Props): ReactElement {
  const { order, line, piece, work, onChange } = props;
  const t = useCopy(wizardCopy);
  const say = useText();
  const name = `${line.name} ${line.size}`;
  return (
    <div className="oc-return-fields">
      <FieldChoice
        label={t('reason')}
        choices={line.reasons.map(({ reason, title, verdict }) => ({
          value: reason,
          label: say(title),
          ...(verdict === 'allowed' ? {} : { note: t(`verdict_${verdict}`) }),
        }))}
        value={piece.reason}
        onChange={(reason) => onChange({ ...piece, reason })}
      />
      <Judged line={line} piece={piece} />
      <FieldChoice
        label={t('condition')}
        choices={order.grades.map(({ grade, title, note }) => ({
          value: grade,
          label: say(title),
          note: say(note),
        }))}
        value={piece.grade}
        onChange={(grade) => onChange({ ...piece, grade })}
      />
      {line.asks.includes('seal') ? (
        <FieldChoice<'yes' | 'no'>
          label={t('sealIntact')}
          choices={[
            { value: 'yes', label: t('sealYes') },
            { value: 'no', label: t('sealNo') },
          ]}
          value={piece.sealIntact === null ? null : piece.sealIntact ? 'yes' : 'no'}
          onChange={(value) => onChange({ ...piece, sealIntact: value === 'yes' })}
        />
      ) : null}
      {piece.reason === 'guarantee' || piece.grade === 'C' ? (
        <TextInput
          label={t('defect')}
          maxLength={300}
          value={piece.defect}
          onChange={(event) => onChange({ ...piece, defect: event.currentTarget.value })}
        />
      ) : null}
      {needsPhoto(order, line, piece) || piece.grade === 'C' ? (
        <PictureField
          pictureIds={piece.pictureIds}
          onChange={(pictureIds) => onChange({ ...piece, pictureIds })}
        />
      ) : null}
      {piece.grade === null ? null : (
        <DestinationField
          locationId={work.locationId}
          destination={piece.destination}
          onChange={(destination) => onChange({ ...piece, destination })}
        />
      )}
      <div className="oc-return-foot">
        {line.quantity > 1 ? <Quantity line={line} piece={piece} onChange={onChange} /> : null}
        <Button
          leftSection={<IconX size={20} stroke={1.8} aria-hidden />}
          aria-label={t('leaveOutNamed', { name })}
          onClick={() => work.change(withoutLine(work.latest(), line.lineId))}
        >
          {t('leaveOut')}
        </Button>
      </div>
    </div>
  );
}

/** What the rules say to the chosen reason: who must agree and why, or the sentence for the customer. */
function Judged({ line, piece }: Pick<Props, 'line' | 'piece'>): ReactElement | null {
  const t = useCopy(wizardCopy);
  const say = useText();
  const judged = line.reasons.find(({ reason }) => reason === piece.reason);
  if (!judged || (judged.verdict === 'allowed' && judged.note === null)) return null;
  if (judged.verdict === 'allowed') return <p className="bt-quiet">{say(judged.note!)}</p>;
  const because = judged.because.map(({ says }) => say(says)).join(' · ');
  if (judged.verdict === 'needs-approval') {
    return (
      <Notice role="attesa" icon={IconShieldCheck} title={t('someoneAgrees')}>
        {because}
      </Notice>
    );
  }
  return (
    <Notice role="neutro" icon={IconX} title={t('sayToCustomer')}>
      «{judged.tell ? say(judged.tell) : because}»
    </Notice>
  );
}

function Quantity({ line, piece, onChange }: Pick<Props, 'line' | 'piece' | 'onChange'>) {
  const t = useCopy(wizardCopy);
  const { quantity } = piece;
  return (
    <span className="oc-return-count" role="group" aria-label={t('howMany')}>
      <ActionIcon
        size={48}
        aria-label={t('oneLess')}
        disabled={quantity <= 1}
        onClick={() => onChange({ ...piece, quantity: quantity - 1 })}
      >
        <IconMinus size={22} stroke={1.8} aria-hidden />
      </ActionIcon>
      <b>{t('ofPieces', { count: quantity, of: line.quantity })}</b>
      <ActionIcon
        size={48}
        aria-label={t('oneMore')}
        disabled={quantity >= line.quantity}
        onClick={() => onChange({ ...piece, quantity: quantity + 1 })}
      >
        <IconPlus size={22} stroke={1.8} aria-hidden />
      </ActionIcon>
    </span>
  );
}
