import type { ReactElement, ReactNode } from 'react';
import type { Endpoint, ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ConflictDialog, type ConflictField } from '../../../../server/ui/kit/ConflictDialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import type { readLocation } from '../contracts.ts';
import { copy } from './copy.ts';
import type { StoreSaving } from './use-store-saving.ts';

export type FullLocation = ReplyOf<typeof readLocation>;

/** What the parts of the screen of one store have in common. */
export interface StoreTab {
  readonly store: FullLocation;
  readonly asOf: Date | null;
  readonly tools: ReactNode;
  readonly onReload: () => void;
}

/** A part of a store that is saved as one: its fields, the button, and the choice after a conflict. */
export function StoreTabFrame({
  tab: { store, asOf, tools },
  saving,
  may,
  flaw,
  unchanged,
  differences,
  onSave,
  onKeepTheirs,
  children,
}: {
  readonly tab: StoreTab;
  readonly saving: StoreSaving<Endpoint>;
  readonly may: boolean;
  /** What is wrong in the fields, in words. */
  readonly flaw: string | null;
  readonly unchanged: boolean;
  /** What theirs and mine are, when somebody saved before. */
  readonly differences: readonly ConflictField[];
  readonly onSave: () => void;
  readonly onKeepTheirs: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const t = useCopy(copy);
  const blocked = !may
    ? t('readOnly')
    : saving.offline
      ? t('needsNetwork')
      : (flaw ?? (unchanged ? t(saving.saved ? 'saved' : 'nothingChanged') : null));
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
        onPress: onSave,
      }}
    >
      {saving.problem && <ErrorState problem={saving.problem} reading={false} />}
      {children}
      <ConflictDialog
        opened={saving.conflict}
        who={null}
        what={t('conflict')}
        detail={store.name}
        fields={differences}
        onKeepTheirs={() => {
          onKeepTheirs();
          saving.endConflict();
        }}
        onRedoMine={onSave}
      />
    </ScreenFrame>
  );
}
