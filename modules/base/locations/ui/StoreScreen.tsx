import type { ReactElement } from 'react';
import { useAddressPart, useAddressValue } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { keepHours, readLocation } from '../contracts.ts';
import { copy } from './copy.ts';
import { draftOf, flawOf } from './hours-draft.ts';
import { ExceptionFields, PickupFields, WeekFields } from './HoursFields.tsx';
import './locations.css';
import { NewStore, ParticularsTab } from './ParticularsTab.tsx';
import { StoreTabFrame, type StoreTab } from './StoreTabFrame.tsx';
import { useStoreSaving } from './use-store-saving.ts';

type Tab = 'orari' | 'dati';

/** One store: its hours, the days that differ, pickup; and its particulars. */
export function StoreScreen(): ReactElement {
  const locationId = useAddressPart('locationId');
  return locationId === 'nuovo' ? <NewStore /> : <Store key={locationId} locationId={locationId} />;
}

function Store({ locationId }: { readonly locationId: string }): ReactElement {
  const t = useCopy(copy);
  const store = useQueryOf(readLocation, { locationId }, { freshSeconds: 0 });
  const [value, setTab] = useAddressValue('parte');
  const tab: Tab = value === 'dati' ? 'dati' : 'orari';
  const tools = (
    <FieldChoice<Tab>
      label={t('tab')}
      hideLabel
      joined
      choices={[
        { value: 'orari', label: t('tabHours') },
        { value: 'dati', label: t('tabParticulars') },
      ]}
      value={tab}
      onChange={setTab}
    />
  );
  if (!store.data) {
    return (
      <ScreenFrame title={t('title')} back="/negozi">
        <Shown reading={store} what={t('cannotRead')}>
          {() => null}
        </Shown>
      </ScreenFrame>
    );
  }
  const common = { store: store.data, asOf: store.asOf, tools, onReload: store.retry };
  return tab === 'dati' ? <ParticularsTab {...common} /> : <HoursTab {...common} />;
}

function HoursTab(tab: StoreTab): ReactElement {
  const { store } = tab;
  const t = useCopy(copy);
  const may = useMay()('base.location.keep-hours', store.id);
  const edits = useRowDraft(store, draftOf);
  const { draft, base, edit } = edits;
  const saving = useStoreSaving(keepHours, edits, tab.onReload);
  const flaw = flawOf(draft);
  return (
    <StoreTabFrame
      tab={tab}
      saving={saving}
      may={may}
      flaw={flaw === null ? null : t(flaw)}
      unchanged={!edits.edited}
      differences={[
        {
          label: t('pickup'),
          theirs: t(store.pickupEnabled ? 'pickupOn' : 'pickupOff'),
          mine: t(draft.pickupEnabled ? 'pickupOn' : 'pickupOff'),
        },
        {
          label: t('exceptions'),
          theirs: store.exceptions.length,
          mine: draft.exceptions.length,
        },
      ]}
      onSave={() =>
        void saving.save({ locationId: store.id, ...draft, expectedVersion: base.version })
      }
      onKeepTheirs={edits.forget}
    >
      <div className="bl-hours">
        <WeekFields draft={draft} disabled={!may} onChange={edit} />
        <PickupFields draft={draft} disabled={!may} onChange={edit} />
        <ExceptionFields draft={draft} disabled={!may} onChange={edit} />
      </div>
    </StoreTabFrame>
  );
}
