import { Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { createPriceList, listPriceLists, type PriceListReply } from '../contracts.ts';
import { copy } from './copy.ts';
import './lists.css';

const CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/;

interface Fields {
  readonly code: string;
  readonly it: string;
  readonly en: string;
  readonly shops: readonly string[];
  readonly channels: string;
  readonly tiers: string;
  readonly priority: number;
  readonly how: 'own' | 'formula';
  readonly baseListId: string | null;
  readonly percent: number | null;
}

const EMPTY: Fields = {
  code: '',
  it: '',
  en: '',
  shops: [],
  channels: '',
  tiers: '',
  priority: 0,
  how: 'own',
  baseListId: null,
  percent: null,
};

/** A price list begins as a draft with its terms; its prices come in the grid. */
export function NewListDialog({
  lists,
  onClose,
}: {
  readonly lists: readonly PriceListReply[];
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const [fields, setFields] = useState(EMPTY);
  const create = useCommandOf(createPriceList, {
    refreshes: [listPriceLists],
    onDone: ({ listId, changeSetId }) => go(`/listini/${listId}?modifica=${changeSetId}`),
  });
  const set = (change: Partial<Fields>) => setFields((old) => ({ ...old, ...change }));
  const flaw = create.offline
    ? t('needsNetwork')
    : !CODE.test(fields.code)
      ? t('wrongCode')
      : fields.it.trim() === ''
        ? t('needsName')
        : fields.how === 'formula' && fields.baseListId === null
          ? t('needsBase')
          : null;
  return (
    <Dialog opened onClose={onClose} title={t('newList')}>
      <form
        className="lp-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (flaw === null) void create.send(wanted(fields));
        }}
      >
        {create.problem ? <ErrorState problem={create.problem} reading={false} /> : null}
        <Naming fields={fields} set={set} />
        <Scope fields={fields} set={set} />
        <HowPriced fields={fields} set={set} lists={lists} />
        <div className="lp-form-buttons">
          {flaw !== null && fields.it !== '' ? <span className="bt-quiet">{flaw}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={create.pending} disabled={flaw !== null}>
            {t('create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly fields: Fields;
  readonly set: (change: Partial<Fields>) => void;
}

function Naming({ fields, set }: PartProps): ReactElement {
  const t = useCopy(copy);
  return (
    <>
      <TextInput
        label={t('name')}
        maxLength={120}
        data-autofocus
        value={fields.it}
        onChange={(event) => set({ it: event.currentTarget.value })}
      />
      <div className="lp-form-pair">
        <TextInput
          label={t('nameEn')}
          maxLength={120}
          value={fields.en}
          onChange={(event) => set({ en: event.currentTarget.value })}
        />
        <TextInput
          label={t('code')}
          placeholder={t('codeHint')}
          maxLength={40}
          value={fields.code}
          onChange={(event) => set({ code: event.currentTarget.value.toUpperCase() })}
        />
      </div>
    </>
  );
}

function Scope({ fields, set }: PartProps): ReactElement {
  const t = useCopy(copy);
  const { places } = useSession();
  return (
    <>
      <MultiSelect
        label={t('whichShops')}
        data={places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
        searchable
        value={[...fields.shops]}
        onChange={(shops) => set({ shops })}
      />
      <div className="lp-form-pair">
        <TextInput
          label={t('channels')}
          value={fields.channels}
          onChange={(event) => set({ channels: event.currentTarget.value })}
        />
        <TextInput
          label={t('tiers')}
          value={fields.tiers}
          onChange={(event) => set({ tiers: event.currentTarget.value })}
        />
      </div>
      <NumberInput
        label={t('priority')}
        description={t('priorityHint')}
        min={-1000}
        max={1000}
        allowDecimal={false}
        value={fields.priority}
        onChange={(value) => set({ priority: Number(value) || 0 })}
      />
    </>
  );
}

function HowPriced({
  fields,
  set,
  lists,
}: PartProps & { readonly lists: readonly PriceListReply[] }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  return (
    <>
      <FieldChoice
        label={t('howPrices')}
        joined
        choices={[
          { value: 'own', label: t('ownPrices') },
          { value: 'formula', label: t('fromAnother'), disabled: lists.length === 0 },
        ]}
        value={fields.how}
        onChange={(how) => set({ how })}
      />
      {fields.how === 'formula' ? (
        <div className="lp-form-pair">
          <Select
            label={t('baseList')}
            data={lists.map(({ id, name }) => ({ value: id, label: say(name) }))}
            value={fields.baseListId}
            onChange={(baseListId) => set({ baseListId })}
          />
          <NumberInput
            label={t('percent')}
            min={-100}
            max={1000}
            decimalScale={2}
            decimalSeparator=","
            value={fields.percent ?? ''}
            onChange={(value) => set({ percent: value === '' ? null : Number(value) })}
          />
        </div>
      ) : null}
    </>
  );
}

const named = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function wanted(fields: Fields): InputOf<typeof createPriceList> {
  const channels = named(fields.channels);
  const tiers = named(fields.tiers);
  return {
    code: fields.code,
    name: {
      it: fields.it.trim(),
      en: fields.en.trim() === '' ? fields.it.trim() : fields.en.trim(),
    },
    currency: 'EUR',
    terms: {
      scope: {
        ...(fields.shops.length > 0 ? { locations: [...fields.shops] } : {}),
        ...(channels.length > 0 ? { channels } : {}),
        ...(tiers.length > 0 ? { tiers } : {}),
      },
      priority: fields.priority,
      vatIncluded: true,
      ...(fields.how === 'formula' && fields.baseListId !== null
        ? {
            formula: {
              baseListId: fields.baseListId,
              ...(fields.percent === null ? {} : { percent: fields.percent }),
            },
          }
        : {}),
    },
  };
}
