import { useRef, useState, type PointerEvent, type RefObject } from 'react';
import { dragged, type ShownSpan, type WallSpan } from './span.ts';

export type DragPart = 'whole' | 'start' | 'end';

interface Drag {
  readonly part: DragPart;
  readonly startX: number;
  readonly days: number;
}

/** A hand that trembles does not drag. */
const TREMBLE_PX = 4;

/**
 * Drawing a bar by whole days with mouse, pen or finger. Where it would come to lie is shown while it is
 * drawn; nothing is decided before it is let go.
 */
export function useDrag({
  line,
  span,
  from,
  to,
  enabled,
  onDropped,
}: WallSpan & {
  readonly line: RefObject<HTMLElement | null>;
  readonly span: ShownSpan;
  readonly enabled: boolean;
  readonly onDropped: (moved: WallSpan) => void;
}) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const wasDragged = useRef(false);
  const daysAt = (clientX: number, startX: number): number => {
    const width = line.current?.clientWidth ?? 0;
    return width === 0 ? 0 : Math.round(((clientX - startX) / width) * span.days);
  };
  const grip = (part: DragPart) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      wasDragged.current = false;
      if (!enabled || event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ part, startX: event.clientX, days: 0 });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!drag || drag.part !== part) return;
      if (Math.abs(event.clientX - drag.startX) > TREMBLE_PX) wasDragged.current = true;
      const days = daysAt(event.clientX, drag.startX);
      if (days !== drag.days) setDrag({ ...drag, days });
    },
    onPointerUp: () => {
      if (!drag) return;
      setDrag(null);
      if (drag.days !== 0) onDropped(dragged({ from, to }, drag.part, drag.days));
    },
    onPointerCancel: () => setDrag(null),
  });
  return {
    grip,
    /** Where the bar lies now: drawn along while somebody holds it. */
    shown: drag ? dragged({ from, to }, drag.part, drag.days) : { from, to },
    dragging: drag !== null && drag.days !== 0,
    /** A click that ended a drag is none. */
    swallowsClick: () => wasDragged.current,
  };
}
