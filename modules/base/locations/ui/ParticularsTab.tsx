import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { isSameData } from '../../../../server/kernel/same-data.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { listCompanies } from '../../companies/contracts.ts';
import { changeLocation, createLocation, listLocations } from '../contracts.ts';
import { copy } from './copy.ts';
import './locations.css';
import {
  draftOf,
  draftOfParticulars,
  isComplete,
  NEW_STORE,
  particularsOf,
  readDraft,
  type ParticularsDraft,
} from './particulars-draft.ts';
import { ParticularsFields } from './ParticularsFields.tsx';
import { StoreTabFrame, type StoreTab } from './StoreTabFrame.tsx';
import { useStoreSaving } from './use-store-saving.ts';

/** Name, address, company and contacts of a store. */
export function ParticularsTab(tab: StoreTab): ReactElement {
  const { store } = tab;
  const t = useCopy(copy);
  const may = useMay()('base.location.manage');
  const edits = useRowDraft(store, draftOf);
  const { draft, base } = edits;
  const saving = useStoreSaving(changeLocation, edits, tab.onReload);
  const read = readDraft(draft);
  return (
    <StoreTabFrame
      tab={tab}
      saving={saving}
      may={may}
      flaw={flawOf(draft, t)}
      unchanged={isSameData(read, particularsOf(base))}
      differences={(['name', 'street', 'city', 'phone'] as const).map((field) => ({
        label: t(field),
        theirs: store[field] ?? '–',
        mine: draft.values[field] ?? '–',
      }))}
      onSave={() => {
        if (!read) return;
        void saving.save({ locationId: store.id, ...read, expectedVersion: base.version });
      }}
      onKeepTheirs={edits.forget}
    >
      <ParticularsFields draft={draft} disabled={!may} onChange={edits.edit} />
    </StoreTabFrame>
  );
}

/** A store that is not there yet; its hours are given afterwards. */
export function NewStore(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const [id, setId] = useState('');
  const companies = useQueryOf(listCompanies, {}, { freshSeconds: 3600 });
  const [draft, setDraft] = useState(() => draftOfParticulars(NEW_STORE));
  const first = companies.data?.companies[0]?.id ?? '';
  const withCompany = {
    ...draft,
    values: { ...draft.values, companyId: draft.values.companyId || first },
  };
  const command = useCommandOf(createLocation, { refreshes: [listLocations] });
  const read = readDraft(withCompany);
  const blocked = command.offline
    ? t('needsNetwork')
    : companies.data?.companies.length === 0
      ? t('companyFirst')
      : id.trim() === ''
        ? t('missing')
        : flawOf(withCompany, t);
  const create = async (): Promise<void> => {
    if (!read) return;
    const outcome = await command.send({ id: id.trim().toUpperCase(), ...read });
    if (outcome.done) go(`/negozi/${outcome.reply.id}`, { replace: true });
  };
  return (
    <ScreenFrame
      title={t('create')}
      back="/negozi"
      primary={{
        id: 'create',
        label: t('createIt'),
        blocked,
        pending: command.pending,
        onPress: () => void create(),
      }}
    >
      {command.problem && <ErrorState problem={command.problem} reading={false} />}
      <TextInput
        className="bl-code"
        label={t('code')}
        description={t('codeHint')}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <ParticularsFields draft={withCompany} disabled={false} onChange={setDraft} />
    </ScreenFrame>
  );
}

function flawOf(
  draft: ParticularsDraft,
  t: (key: 'missing' | 'wrongNumber') => string,
): string | null {
  const read = readDraft(draft);
  if (!read) return t('wrongNumber');
  return isComplete(read) ? null : t('missing');
}
