import { Select, Switch, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { listCompanies } from '../../companies/contracts.ts';
import { LOCATION_TYPES, type LocationType } from '../domain/location.ts';
import { ITALIAN_REGIONS } from '../domain/regions.ts';
import { copy } from './copy.ts';
import type { Particulars, ParticularsDraft } from './particulars-draft.ts';

const TYPE_WORDS = {
  street: 'type_street',
  mall: 'type_mall',
  outlet: 'type_outlet',
  corner: 'type_corner',
  'pop-up': 'type_popup',
  warehouse: 'type_warehouse',
} as const satisfies Record<LocationType, string>;

interface FieldsProps {
  readonly draft: ParticularsDraft;
  readonly disabled: boolean;
  readonly onChange: (draft: ParticularsDraft) => void;
}

/** Everything that is known of a place besides its hours. */
export function ParticularsFields({ draft, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const companies = useQueryOf(listCompanies, {}, { freshSeconds: 3600 });
  const { values } = draft;
  const set = (part: Partial<Particulars>): void =>
    onChange({ ...draft, values: { ...values, ...part } });
  return (
    <div className="bl-particulars">
      <Written {...{ draft, disabled, onChange }} field="name" wide />
      <FieldChoice
        label={t('kind')}
        choices={(['store', 'warehouse'] as const).map((value) => ({
          value,
          label: t(`kind_${value}`),
          disabled,
        }))}
        value={values.kind}
        onChange={(kind) => set({ kind })}
      />
      <Select
        label={t('type')}
        data={LOCATION_TYPES.map((value) => ({ value, label: t(TYPE_WORDS[value]) }))}
        value={values.type}
        disabled={disabled}
        onChange={(type) => type !== null && set({ type })}
      />
      <Select
        label={t('company')}
        data={(companies.data?.companies ?? []).map(({ id, legalName }) => ({
          value: id,
          label: legalName,
        }))}
        value={values.companyId || null}
        disabled={disabled}
        onChange={(companyId) => companyId !== null && set({ companyId })}
      />
      <Select
        label={t('region')}
        data={[...ITALIAN_REGIONS]}
        searchable
        value={values.region}
        disabled={disabled}
        onChange={(region) => region !== null && set({ region })}
      />
      <Written {...{ draft, disabled, onChange }} field="street" wide />
      <Written {...{ draft, disabled, onChange }} field="postalCode" />
      <Written {...{ draft, disabled, onChange }} field="city" />
      <Written {...{ draft, disabled, onChange }} field="province" upper />
      <Written {...{ draft, disabled, onChange }} field="country" upper />
      <Written {...{ draft, disabled, onChange }} field="phone" />
      <Written {...{ draft, disabled, onChange }} field="email" />
      <Written {...{ draft, disabled, onChange }} field="gln" />
      <Written {...{ draft, disabled, onChange }} field="zone" />
      {(['latitude', 'longitude'] as const).map((field) => (
        <TextInput
          key={field}
          label={t(field)}
          inputMode="decimal"
          value={draft[field]}
          disabled={disabled}
          onChange={(event) => onChange({ ...draft, [field]: event.currentTarget.value })}
        />
      ))}
      <Switch
        label={t('active')}
        size="md"
        checked={values.active}
        disabled={disabled}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
    </div>
  );
}

type TextField =
  | 'name'
  | 'street'
  | 'postalCode'
  | 'city'
  | 'province'
  | 'country'
  | 'phone'
  | 'email'
  | 'gln'
  | 'zone';
const MAY_BE_EMPTY: readonly TextField[] = ['phone', 'email', 'gln'];

function Written({
  draft,
  disabled,
  onChange,
  field,
  wide = false,
  upper = false,
}: FieldsProps & {
  readonly field: TextField;
  readonly wide?: boolean;
  readonly upper?: boolean;
}): ReactElement {
  const t = useCopy(copy);
  const write = (text: string): void => {
    const value = upper ? text.toUpperCase() : text;
    const kept = value === '' && MAY_BE_EMPTY.includes(field) ? null : value;
    onChange({ ...draft, values: { ...draft.values, [field]: kept } });
  };
  return (
    <TextInput
      className={wide ? 'bl-wide' : ''}
      label={t(field)}
      value={draft.values[field] ?? ''}
      disabled={disabled}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
