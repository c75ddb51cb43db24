import { Button, Checkbox, MultiSelect, TagsInput, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { findCustomers } from '../finding-contracts.ts';
import './builder.css';
import { circumstanceCopy } from './circumstance-copy.ts';
import type { AudienceKind } from './draft.ts';
import type { FieldsProps } from './TemplateFieldset.tsx';
import { useVocabulary } from './WhereFields.tsx';

const KINDS: readonly AudienceKind[] = ['card', 'tier', 'segment', 'customer', 'staff'];

/** Any of the chosen audiences; none is everybody. */
export function WhoFields({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(circumstanceCopy);
  const known = useVocabulary();
  return (
    <section className="bt-panel lp-build-panel" aria-label={t('whoTitle')} id="who" tabIndex={-1}>
      <h2>{t('whoTitle')}</h2>
      <MultiSelect
        label={t('who')}
        data={KINDS.map((value) => ({ value, label: t(`who-${value}`) }))}
        searchable
        selectFirstOptionOnChange
        value={[...draft.who]}
        onChange={(who) => onChange({ who: who as AudienceKind[] })}
      />
      {draft.who.includes('tier') ? (
        <TagsInput
          label={t('tiers')}
          data={known?.tiers ?? []}
          value={[...draft.tiers]}
          onChange={(tiers) => onChange({ tiers })}
        />
      ) : null}
      {draft.who.includes('segment') ? (
        <TagsInput
          label={t('segments')}
          data={known?.segments ?? []}
          value={[...draft.segments]}
          onChange={(segments) => onChange({ segments })}
        />
      ) : null}
      {draft.who.includes('customer') ? (
        <Customers chosen={draft.customers} onChange={(customers) => onChange({ customers })} />
      ) : null}
      <Checkbox
        label={t('announced')}
        checked={draft.announced}
        onChange={(event) => onChange({ announced: event.currentTarget.checked })}
      />
    </section>
  );
}

/** Named by card or phone, shown as «Marta R.»: prices need no more. */
function Customers({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (customers: readonly string[]) => void;
}): ReactElement {
  const t = useCopy(circumstanceCopy);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const known = useQueryOf(
    findCustomers,
    { customerIds: [...chosen] },
    { when: chosen.length > 0, keepPrevious: true, freshSeconds: 600 },
  );
  const found = useQueryOf(
    findCustomers,
    { cardOrPhone: asked ?? '' },
    { when: asked !== null, freshSeconds: 0 },
  );
  const customer = asked === null ? undefined : found.data?.customers[0];
  const missed = asked !== null && found.state === 'ready' && customer === undefined;
  const names = new Map(
    [...(known.data?.customers ?? []), ...(customer ? [customer] : [])].map((one) => [
      one.customerId,
      one.shownName,
    ]),
  );
  const add = (): void => {
    if (customer && !chosen.includes(customer.customerId))
      onChange([...chosen, customer.customerId]);
    setTyped('');
    setAsked(null);
  };
  return (
    <div className="lp-build-customers">
      <div className="lp-build-step">
        <TextInput
          label={t('customers')}
          placeholder={t('customerHint')}
          maxLength={40}
          value={typed}
          error={missed ? t('noCustomer') : null}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAsked(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (customer) add();
            else if (typed.trim() !== '') setAsked(typed.trim());
          }}
        />
        {customer ? (
          <Button
            variant="light"
            onClick={add}
          >{`${t('addCustomer')} ${customer.shownName}`}</Button>
        ) : (
          <Button disabled={typed.trim() === ''} onClick={() => setAsked(typed.trim())}>
            {t('addCustomer')}
          </Button>
        )}
      </div>
      <ul className="lp-build-chips">
        {chosen.map((id) => (
          <li key={id}>
            <Button
              size="sm"
              rightSection={<IconX size={16} stroke={2} aria-hidden />}
              aria-label={t('removeCustomer', { name: names.get(id) ?? '…' })}
              onClick={() => onChange(chosen.filter((one) => one !== id))}
            >
              {names.get(id) ?? '…'}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
