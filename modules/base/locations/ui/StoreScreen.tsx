import { useState, type ReactElement, type ReactNode } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useAddressPart, useAddressValue } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ConflictDialog } from '../../../../server/ui/kit/ConflictDialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { keepHours, readLocation } from '../contracts.ts';
import { copy } from './copy.ts';
import { draftOf, flawOf } from './hours-draft.ts';
import { ExceptionFields, PickupFields, WeekFields } from './HoursFields.tsx';
import './locations.css';
import { NewStore, ParticularsTab } from './ParticularsTab.tsx';
import { useStoreSaving } from './use-store-saving.ts';

export type FullLocation = ReplyOf<typeof readLocation>;

/** What the parts of the screen of one store have in common. */
export interface StoreTab {
  readonly store: FullLocation;
  readonly asOf: Date | null;
  readonly tools: ReactNode;
  readonly onReload: () => void;
}

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

function HoursTab({ store, asOf, tools, onReload }: StoreTab): ReactElement {
  const t = useCopy(copy);
  const may = useMay()('base.location.keep-hours', store.id);
  const [draft, setDraft] = useState(() => draftOf(store));
  const saving = useStoreSaving(keepHours, onReload);
  const unchanged = JSON.stringify(draft) === JSON.stringify(draftOf(store));
  const flaw = flawOf(draft);
  const blocked = !may
    ? t('readOnly')
    : saving.offline
      ? t('needsNetwork')
      : flaw !== null
        ? t(flaw)
        : unchanged
          ? t(saving.saved ? 'saved' : 'nothingChanged')
          : null;
  const save = (): void =>
    void saving.save({ locationId: store.id, ...draft, expectedVersion: store.version });
  return (
    <ScreenFrame
      title={store.name}
      subtitle={store.id}
      back="/negozi"
      tools={tools}
      asOf={asOf}
      primary={{
        id: 'save',
        label: t('save'),
        blocked,
        pending: saving.pending,
        onPress: save,
      }}
    >
      {saving.problem && <ErrorState problem={saving.problem} reading={false} />}
      <div className="bl-hours">
        <WeekFields draft={draft} disabled={!may} onChange={setDraft} />
        <PickupFields draft={draft} disabled={!may} onChange={setDraft} />
        <ExceptionFields draft={draft} disabled={!may} onChange={setDraft} />
      </div>
      <ConflictDialog
        opened={saving.conflict}
        who={null}
        what={t('conflict')}
        detail={store.name}
        fields={[
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
        onKeepTheirs={() => {
          setDraft(draftOf(store));
          saving.endConflict();
        }}
        onRedoMine={save}
      />
    </ScreenFrame>
  );
}
