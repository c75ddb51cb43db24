import { guessLimiter } from '../../../server/auth/guesses.ts';
import type { ModuleContext } from '../../../server/modules/manifest.ts';
import { registerApprovalSubject } from '../approvals/subjects.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { registerRefundSource } from '../refunds/sources.ts';
import { approvalDecided, lockSubject } from './answer-approval.ts';
import { confirmReturn } from './confirm.ts';
import * as contracts from './contracts.ts';
import { readReturnable } from './eligibility.ts';
import { findReturnable } from './find.ts';
import { finishExchange } from './finish-exchange.ts';
import * as finding from './find-contracts.ts';
import { moneyMovedByItself, otherTenderRule } from './move-money.ts';
import { addPicture, readPicture } from './pictures.ts';
import {
  discardReturnPolicy,
  draftReturnPolicy,
  publishReturnPolicy,
  readReturnPolicy,
  tryReturnPolicy,
} from './policy.ts';
import * as policy from './policy-contracts.ts';
import { previewReturn } from './preview.ts';
import { printReturn } from './print-return.ts';
import { listReturns, readDesk, readReturn, returnHistory } from './reading.ts';
import * as reading from './reading-contracts.ts';
import * as step from './step-contracts.ts';
import { handBackReturn, markRepaired, regradeReturn } from './steps.ts';

export function returnRoutes({ routes, db }: ModuleContext, secrets: OrderSecrets): void {
  const guesses = guessLimiter(db);
  routes.query(finding.findReturnableEndpoint, (read, input) =>
    findReturnable(read, secrets, guesses, input),
  );
  routes.command(finding.addPictureEndpoint, addPicture);
  routes.raw(finding.readPictureEndpoint, async ({ read, input, response }) => {
    const { mediaType, bytes } = await readPicture(read, input.pictureId);
    response.set({ 'Cache-Control': 'private, max-age=86400, immutable' });
    response.type(mediaType).send(bytes);
  });
  routes.query(contracts.eligibilityEndpoint, readReturnable);
  routes.query(contracts.previewReturnEndpoint, previewReturn);
  routes.command(contracts.confirmReturnEndpoint, (tx, input) => confirmReturn(tx, secrets, input));
  routes.query(policy.returnPolicyEndpoint, readReturnPolicy);
  routes.command(policy.draftReturnPolicyEndpoint, draftReturnPolicy);
  routes.command(policy.discardReturnPolicyEndpoint, discardReturnPolicy);
  routes.command(policy.publishReturnPolicyEndpoint, publishReturnPolicy);
  routes.query(policy.tryReturnPolicyEndpoint, tryReturnPolicy);
  routes.query(reading.listReturnsEndpoint, listReturns);
  // Before `returns/:returnId`, which would take it for an id.
  routes.view(reading.returnsDeskEndpoint, readDesk);
  routes.view(reading.readReturnEndpoint, (read, input) => readReturn(read, secrets, input));
  routes.query(reading.returnHistoryEndpoint, returnHistory);
  routes.command(step.handBackEndpoint, (tx, input) => handBackReturn(tx, secrets, input));
  routes.command(step.repairedEndpoint, (tx, input) => markRepaired(tx, secrets, input));
  routes.command(step.finishExchangeEndpoint, (tx, input) => finishExchange(tx, secrets, input));
  routes.command(step.regradeEndpoint, (tx, input) => regradeReturn(tx, secrets, input));
  routes.command(step.printReturnEndpoint, (tx, input) => printReturn(tx, secrets, input));
  registerReturns();
}

/** Approvals and refunds call the file they are about, also where no server has started. */
export function registerReturns(): void {
  registerApprovalSubject('return', { lock: lockSubject, decided: approvalDecided });
  registerRefundSource('return', {
    lock: lockSubject,
    moved: moneyMovedByItself,
    otherTender: otherTenderRule,
  });
}
