import type { ModuleContext } from '../../../server/modules/manifest.ts';
import * as answers from './answer-contracts.ts';
import { answerOffer, approve, counter, handOn, markSeen, refuse, withdraw } from './answer.ts';
import { approvalEndpoint, inboxEndpoint, ownApprovalsEndpoint } from './contracts.ts';
import { delegate, readDelegations, takeBack } from './delegate.ts';
import { changePolicy, readPolicy } from './policy.ts';
import * as policy from './policy-contracts.ts';
import { readCard, readInbox, readOwn } from './queries.ts';
import { answerOverdue, OVERDUE_APPROVALS_AT_ONCE } from './unanswered.ts';

export function approvalRoutes({ routes, sweeps }: ModuleContext): void {
  routes.view(inboxEndpoint, readInbox);
  // Before `approvals/:approvalId`, which would take it for an id.
  routes.view(ownApprovalsEndpoint, readOwn);
  routes.query(approvalEndpoint, readCard);
  routes.command(answers.approveEndpoint, approve);
  routes.command(answers.refuseEndpoint, refuse);
  routes.command(answers.counterEndpoint, counter);
  routes.command(answers.handOnEndpoint, handOn);
  routes.command(answers.seenEndpoint, markSeen);
  routes.command(answers.withdrawEndpoint, withdraw);
  routes.command(answers.answerOfferEndpoint, answerOffer);
  routes.query(policy.approvalPolicyEndpoint, readPolicy);
  routes.command(policy.changeApprovalPolicyEndpoint, changePolicy);
  routes.query(policy.delegationsEndpoint, readDelegations);
  routes.command(policy.delegateEndpoint, delegate);
  routes.command(policy.endDelegationEndpoint, takeBack);
  sweeps.every('omnichannel.overdue-approvals', 1, OVERDUE_APPROVALS_AT_ONCE, answerOverdue);
}
