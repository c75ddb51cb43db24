import {
  createContext,
  lazy,
  Suspense,
  useContext,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { AnySlot, SlotName, SlotProps } from './screen.ts';
import { useMay } from './shell/session.ts';

export interface FilledSlot {
  readonly slot: string;
  readonly order: number;
  readonly permission: string | null;
  readonly Part: ComponentType<object>;
}

/** The parts that modules put in named places, each loaded when its place is first shown. */
export function filledSlots(slots: readonly AnySlot[]): readonly FilledSlot[] {
  return slots
    .map(({ slot, order, permission, load }) => ({
      slot,
      order,
      permission,
      Part: lazy(async () => ({ default: (await load()) as ComponentType<object> })),
    }))
    .sort((a, b) => a.order - b.order);
}

export const SlotContext = createContext<readonly FilledSlot[]>([]);

/** A place where other modules may add something: `<SlotPlace name="…" props={{ locationId }} />`. */
export function SlotPlace<N extends SlotName>({
  name,
  props,
  fallback = null,
}: {
  readonly name: N;
  readonly props: SlotProps[N];
  /** What stands there when nobody adds anything, and until what they add is there. */
  readonly fallback?: ReactNode;
}): ReactElement {
  const may = useMay();
  const parts = useContext(SlotContext).filter(
    ({ slot, permission }) => slot === name && (permission === null || may(permission)),
  );
  if (parts.length === 0) return <>{fallback}</>;
  return (
    <>
      {parts.map(({ Part, order }) => (
        <Suspense key={order} fallback={fallback}>
          <Part {...(props as object)} />
        </Suspense>
      ))}
    </>
  );
}
