import type { Routes } from '../../../server/http/routes.ts';
import { askForTransfer, sendGoods } from './asking-contracts.ts';
import { accept, decline } from './answer-request.ts';
import { cancel } from './cancel.ts';
import { findTransferByCode, listTransfers, readBoard, readTransfer } from './contracts.ts';
import { printAgain } from './papers.ts';
import { finish, pick, setPickedTo } from './pick.ts';
import { boardOf, cardOf, pageOfTransfers, transferByCode } from './queries.ts';
import { confirm, receive } from './receive.ts';
import { ask, send } from './request-transfer.ts';
import { recall, resolve } from './resolve.ts';
import { ship } from './ship.ts';
import {
  acceptTransfer,
  cancelTransfer,
  confirmAsSent,
  declineTransfer,
  finishPicking,
  pickPiece,
  printShipment,
  recallShipment,
  receiveShipment,
  resolveDiscrepancy,
  setPicked,
  shipTransfer,
} from './steps-contracts.ts';

export function transferRoutes(routes: Routes): void {
  routes.view(readBoard, boardOf);
  routes.query(listTransfers, pageOfTransfers);
  routes.query(findTransferByCode, transferByCode);
  routes.command(askForTransfer, ask);
  routes.command(sendGoods, send);
  routes.view(readTransfer, cardOf);
  routes.command(acceptTransfer, accept);
  routes.command(declineTransfer, decline);
  routes.command(pickPiece, pick);
  routes.command(setPicked, setPickedTo);
  routes.command(finishPicking, finish);
  routes.command(shipTransfer, ship);
  routes.command(cancelTransfer, cancel);
  routes.command(receiveShipment, receive);
  routes.command(confirmAsSent, confirm);
  routes.command(recallShipment, recall);
  routes.command(resolveDiscrepancy, resolve);
  routes.command(printShipment, printAgain);
}
