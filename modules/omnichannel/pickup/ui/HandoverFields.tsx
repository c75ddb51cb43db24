import { TextInput } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import type { PickupCard } from '../contracts.ts';
import type { DocumentType, HandoverForm, Tender } from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';

interface Props {
  readonly card: PickupCard;
  readonly form: HandoverForm;
  readonly proven: boolean;
  readonly dueMinor: number;
  readonly onChange: (form: HandoverForm) => void;
}

const DOCUMENTS: readonly DocumentType[] = [
  'identity-card',
  'driving-licence',
  'passport',
  'residence-permit',
];
const TENDERS: readonly Tender[] = ['card', 'cash'];

/** Where it is, who takes it, what leaves, how it is paid: only what this handover needs. */
export function HandoverFields(props: Props): ReactElement {
  const { card, form, proven, dueMinor, onChange } = props;
  const t = useCopy(handoverCopy);
  const needsDocument = form.collector === 'delegate' || !proven;
  return (
    <div className="oc-handover">
      <div className="oc-handover-top">
        <WhereIsIt card={card} />
        <FieldChoice
          label={t('whoCollects')}
          hideLabel
          joined
          choices={[
            { value: 'customer', label: t('inPerson') },
            { value: 'delegate', label: t('delegate') },
          ]}
          value={form.collector}
          onChange={(collector) => onChange({ ...form, collector })}
        />
      </div>
      {form.collector === 'delegate' ? (
        <TextInput
          label={t('delegateName')}
          value={form.delegateName}
          maxLength={120}
          onChange={(event) => onChange({ ...form, delegateName: event.currentTarget.value })}
        />
      ) : null}
      {needsDocument ? (
        <FieldChoice
          label={t('document')}
          choices={DOCUMENTS.map((value) => ({ value, label: t(value) }))}
          value={form.document}
          onChange={(document) => onChange({ ...form, document })}
        />
      ) : null}
      {dueMinor > 0 ? (
        <FieldChoice
          label={t('tender')}
          choices={TENDERS.map((value) => ({ value, label: t(value) }))}
          value={form.tender}
          onChange={(tender) => onChange({ ...form, tender })}
        />
      ) : null}
      <Pieces {...props} />
    </div>
  );
}

function WhereIsIt({ card }: { card: PickupCard }): ReactElement {
  const t = useCopy(handoverCopy);
  const { shelf, bags } = card.row;
  return (
    <div className="oc-where">
      <IconBox size={24} stroke={1.8} aria-hidden />
      <span>
        <span className="bt-hint">{t('whereIsIt')}</span>
        <strong>
          {t('place', { shelf: shelf ?? '–', bags: t('bags', { count: bags.length }) })}
        </strong>
      </span>
    </div>
  );
}

function Pieces({ card, form, onChange }: Props): ReactElement {
  const t = useCopy(handoverCopy);
  const open = card.row.pieces.filter(({ quantity }) => quantity > 0);
  const keep = (lineId: string, stays: boolean): void => {
    const others = form.staying.filter((one) => one !== lineId);
    onChange({ ...form, staying: stays ? [...others, lineId] : others });
  };
  return (
    <section aria-label={t('whatLeaves')}>
      <h2 className="oc-subtitle">{t('whatLeaves')}</h2>
      <ul className="oc-pieces">
        {open.map((piece) => {
          const stays = form.staying.includes(piece.lineId);
          const units =
            card.lines.find(({ lineId }) => lineId === piece.lineId)?.openUnitsMinor ?? [];
          const amountMinor = units.reduce((sum, amount) => sum + amount, 0);
          return (
            <li key={piece.lineId}>
              <ItemCard
                item={piece}
                muted={stays}
                right={
                  <MoneyText amountMinor={amountMinor} currency={card.row.currency} size="strong" />
                }
                detail={piece.quantity > 1 ? t('pieces', { count: piece.quantity }) : undefined}
              >
                {open.length > 1 ? (
                  <FieldChoice
                    label={`${piece.name} ${piece.size}`}
                    hideLabel
                    joined
                    choices={[
                      { value: 'leaves', label: t('leavesNow') },
                      { value: 'stays', label: t('staysHere') },
                    ]}
                    value={stays ? 'stays' : 'leaves'}
                    onChange={(value) => keep(piece.lineId, value === 'stays')}
                  />
                ) : null}
              </ItemCard>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
