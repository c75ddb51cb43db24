import { TextInput } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { SlotPlace } from '../../../../server/ui/slots.tsx';
import type { PickupCard } from '../contracts.ts';
import { DOCUMENT_TYPES } from '../counter-contracts.ts';
import { documentCopy } from './document-copy.ts';
import type { HandoverForm } from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';
import { HandoverPieces } from './HandoverPieces.tsx';
import { CounterNotices } from './CounterNotices.tsx';

interface Props {
  readonly card: PickupCard;
  readonly form: HandoverForm;
  readonly proven: boolean;
  readonly onChange: (form: HandoverForm) => void;
}

/** Where it is, who takes it, what leaves, how it is paid: only what this handover needs. */
export function HandoverFields(props: Props): ReactElement {
  const { card, form, proven, onChange } = props;
  const t = useCopy(handoverCopy);
  const say = useCopy(documentCopy);
  const needsDocument = form.collector === 'delegate' || !proven;
  return (
    <div className="oc-handover">
      <CounterNotices card={card} />
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
          choices={DOCUMENT_TYPES.map((value) => ({ value, label: say(value) }))}
          value={form.document}
          onChange={(document) => onChange({ ...form, document })}
        />
      ) : null}
      <HandoverPieces card={card} form={form} onChange={onChange} />
      <SlotPlace
        name="omnichannel.handover.offers"
        props={{
          locationId: card.row.locationId,
          customerId: card.customer.customerId,
          lines: card.row.pieces.flatMap(({ lineId, itemId, quantity, name, colour, size }) =>
            quantity > 0 ? [{ lineId, itemId, quantity, name: `${name}, ${colour} ${size}` }] : [],
          ),
        }}
      />
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
