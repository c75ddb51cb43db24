import { bodyTextOf } from '../../../server/http/body.ts';
import type { ModuleContext } from '../../../server/modules/manifest.ts';
import * as contracts from './contracts.ts';
import { DEBT } from './authorise.ts';
import { debtSource, DEBTS_AT_ONCE, payDebt, payDebts } from './debts.ts';
import { changeTender, payAtCounter, recordByHand, retryRefund } from './other-ways.ts';
import { ATTEMPTS_AT_ONCE, handOutAttempts, PAY_JOB, payAttempts } from './pay.ts';
import { simulatedProvider } from './provider/simulated.ts';
import { readRefund } from './queries.ts';
import { changeRule, readRule } from './rule.ts';
import * as rules from './rule-contracts.ts';
import { registerRefundSource } from './sources.ts';
import { noticeSecret, receiveNotice } from './take-notice.ts';

const AT_ONE_TIME = 2;

export function refundRoutes(context: ModuleContext): void {
  const { routes, config, db, log, keyring, jobs, sweeps } = context;
  registerRefundSource(DEBT, debtSource);
  routes.query(contracts.refundEndpoint, readRefund);
  routes.command(contracts.counterRefundEndpoint, payAtCounter);
  routes.command(contracts.retryRefundEndpoint, retryRefund);
  routes.command(contracts.changeTenderEndpoint, changeTender);
  routes.command(contracts.handRefundEndpoint, recordByHand);
  routes.command(contracts.payDebtEndpoint, payDebt);
  routes.query(rules.refundRuleEndpoint, readRule);
  routes.command(rules.changeRefundRuleEndpoint, changeRule);
  // Only demonstrations have a provider as yet: elsewhere the office pays and records it by hand.
  const secret = noticeSecret(keyring, 'simulated');
  routes.raw(contracts.noticeEndpoint, async (exchange) => {
    const { request, response, requestId, read, input: notice } = exchange;
    const { headers } = request;
    const given = { headers, text: bodyTextOf(request), notice, now: read.now, requestId };
    const taken = await receiveNotice({ db, secret }, given);
    response.status(200).json({ taken });
  });
  if (!config.demo) return;
  const provider = simulatedProvider({ db, secret });
  jobs.define<{ attemptIds: readonly string[] }>(
    PAY_JOB,
    ({ attemptIds }) => payAttempts({ db, log, provider }, attemptIds),
    { concurrency: AT_ONE_TIME },
  );
  sweeps.every('omnichannel.refund-attempts', 1, ATTEMPTS_AT_ONCE, (tx) =>
    handOutAttempts(tx, jobs),
  );
  sweeps.every('omnichannel.automatic-refunds', 5, DEBTS_AT_ONCE, payDebts);
}
