import type { Read } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';

/** What a return takes back of the points a purchase earned. */
export interface PointsBack {
  readonly reversed: number;
  readonly note: Text;
}

/** Who knows the points of customers. None is registered while there is no fidelity card. */
export interface PointsPort {
  back(read: Read, customerId: string, totalMinor: number): Promise<PointsBack | null>;
}

let port: PointsPort | null = null;

/** Names who knows the points; called once at start. */
export function registerPoints(points: PointsPort): void {
  port = points;
}

/** What the preview says about points: null when nobody keeps any. */
export async function pointsBack(
  read: Read,
  customerId: string | null,
  totalMinor: number,
): Promise<{ reversed: number; note: { it: string; en: string } } | null> {
  if (!port || customerId === null) return null;
  const back = await port.back(read, customerId, totalMinor);
  return back && { reversed: back.reversed, note: { ...back.note } };
}
