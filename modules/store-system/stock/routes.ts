import type { Routes } from '../../../server/http/routes.ts';
import { adjustStock, moveStock, receiveStock, sellStock, setSafety } from './commands.ts';
import { findStyle, listExceptions, lookUp, readLedger } from './contracts.ts';
import type { StockLevel } from './domain/level.ts';
import { levelNow } from './events.ts';
import { findStyleMatrix, finderMark } from './find-style.ts';
import { announceIncoming } from './incoming.ts';
import { lookUpStock } from './look-up.ts';
import {
  adjustGoods,
  announceGoods,
  keepSafety,
  moveGoods,
  receiveGoods,
  sellGoods,
  type LevelState,
} from './moving-contracts.ts';
import { exceptionsOf, ledgerOf } from './read-ledger.ts';

export function stockRoutes(routes: Routes): void {
  routes.query(lookUp, lookUpStock);
  routes.view(findStyle, findStyleMatrix, finderMark);
  routes.query(readLedger, ledgerOf);
  routes.query(listExceptions, exceptionsOf);
  routes.command(receiveGoods, async (tx, input) => changed(await receiveStock(tx, input)));
  routes.command(sellGoods, async (tx, input) => changed(await sellStock(tx, input)));
  routes.command(moveGoods, async (tx, input) => changed(await moveStock(tx, input)));
  routes.command(adjustGoods, async (tx, input) => changed(await adjustStock(tx, input)));
  routes.command(keepSafety, async (tx, input) => state(await setSafety(tx, input)));
  routes.command(announceGoods, async (tx, input) => {
    await announceIncoming(tx, input);
    return { announced: input.lines.length };
  });
}

function changed(levels: readonly StockLevel[]): { levels: LevelState[] } {
  return { levels: levels.map(state) };
}

function state(level: StockLevel): LevelState {
  const {
    styleId: _styleId,
    lastCountedAt: _counted,
    lastMovedAt: _moved,
    ...told
  } = levelNow(level);
  return told;
}
