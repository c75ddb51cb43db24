import {
  createContext,
  lazy,
  Suspense,
  useContext,
  type ComponentType,
  type ReactElement,
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
}: {
  readonly name: N;
  readonly props: SlotProps[N];
}): ReactElement {
  const may = useMay();
  const parts = useContext(SlotContext).filter(
    ({ slot, permission }) => slot === name && (permission === null || may(permission)),
  );
  return (
    <>
      {parts.map(({ Part, order }) => (
        <Suspense key={order} fallback={null}>
          <Part {...(props as object)} />
        </Suspense>
      ))}
    </>
  );
}
