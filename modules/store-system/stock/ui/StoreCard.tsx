import { IconMoodEmpty } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { distance } from '../../../../server/ui/kit/format.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { copy } from './copy.ts';
import './stores.css';

/** A shop or a warehouse in a list of those that have something: its name, where it is, how much it has. */
export function StoreCard({
  name,
  where,
  note = null,
  chosen,
  onChoose,
  children,
}: {
  readonly name: string;
  /** Empty: nothing is to be said of it. */
  readonly where: string;
  readonly note?: ReactNode;
  readonly chosen: boolean;
  /** Null where it is shown, and cannot be chosen. */
  readonly onChoose: (() => void) | null;
  /** What it has, at the right. */
  readonly children: ReactNode;
}): ReactElement {
  const words = (
    <>
      <span className="ss-store-words">
        <span className="ss-store-name">{name}</span>
        {where === '' ? null : <span className="ss-store-line">{where}</span>}
        {note === null ? null : <span className="ss-store-line">{note}</span>}
      </span>
      <span className="ss-store-right">{children}</span>
    </>
  );
  if (onChoose === null) {
    return (
      <div className="ss-store" data-chosen="false">
        {words}
      </div>
    );
  }
  return (
    <button
      type="button"
      className="ss-store"
      data-chosen={chosen}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      {words}
    </button>
  );
}

/** «magazzino · 1,2 km»: what a place is, unless it is a shop, and how far, where that is known. */
export function usePlaceWords(): (place: {
  readonly kind: 'store' | 'warehouse';
  readonly distanceMetres: number | null;
}) => string {
  const t = useCopy(copy);
  const { reader } = useFormat();
  return ({ kind, distanceMetres }) =>
    [
      ...(kind === 'warehouse' ? [t('warehouse')] : []),
      ...(distanceMetres === null ? [] : [distance(reader, distanceMetres)]),
    ].join(' · ');
}

/** No place has any. */
export function NobodyHas({
  title,
  children,
}: {
  readonly title: string;
  readonly children: string;
}): ReactElement {
  return (
    <div className="ss-nobody">
      <IconMoodEmpty size={24} stroke={1.6} aria-hidden="true" />
      <p>
        <b>{title}</b> {children}
      </p>
    </div>
  );
}
