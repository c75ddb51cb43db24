import type { Tx } from '../../../server/db/transaction.ts';
import { levelKey } from './domain/level.ts';
import { itemsRestyled, stockChanged } from './events.ts';
import { lockLevels } from './sql/levels.ts';
import {
  restyleIncoming,
  restyleLevels,
  restyleTransferLines,
  selectLevelsToRestyle,
  type Restyled,
} from './sql/restyling.ts';

/**
 * Items may move to another style. Levels, what is on its way and lines of transfers have a copy of the
 * style, since who looks at a style follows all of it: they follow the catalogue, and both styles are told.
 * A second time there is nothing left to do.
 */
export async function followStyles(tx: Tx, styleIds: readonly string[]): Promise<void> {
  const before = await lockLevels(tx, await selectLevelsToRestyle(tx, styleIds));
  const levels = await restyleLevels(tx, [...before.values()]);
  const moved: Restyled[] = levels.map((level) => ({
    itemId: level.itemId,
    left: before.get(levelKey(level))!.styleId,
    joined: level.styleId,
  }));
  for (const level of levels) tx.record(stockChanged(level, 'style'));
  moved.push(...(await restyleIncoming(tx, styleIds)));
  moved.push(...(await restyleTransferLines(tx, styleIds)));
  for (const styleId of new Set(moved.map(({ joined }) => joined))) {
    const joining = moved.filter(({ joined }) => joined === styleId);
    const leftStyleIds = [...new Set(joining.map(({ left }) => left))].sort();
    const itemIds = [...new Set(joining.map(({ itemId }) => itemId))].sort();
    tx.record(itemsRestyled({ styleId, leftStyleIds, itemIds }));
  }
}
