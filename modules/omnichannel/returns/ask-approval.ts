import type { Tx } from '../../../server/db/transaction.ts';
import { requestApproval } from '../approvals/request.ts';
import type { RiskNote } from '../approvals/sql/approvals.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { shortName } from '../pickup/row.ts';
import type { ApprovalPreview } from './contract-fields.ts';
import type { FiledReturn } from './domain/filed.ts';
import { writtenReturnNumber } from './domain/return.ts';
import type { ReturnFacts } from './facts.ts';
import type { ReturnPlan } from './plan.ts';
import { shownItem, shownParts } from './shown.ts';

/** What money, or goods where no money goes back, somebody is asked about. */
export function askedMinor({
  backMinor,
  totalMinor,
}: Pick<FiledReturn, 'backMinor' | 'totalMinor'>) {
  return backMinor > 0 ? backMinor : totalMinor;
}

/** Asks who must agree, for exactly this return; gives the file that knows the request. */
export async function askForApproval(
  tx: Tx,
  facts: ReturnFacts,
  plan: ReturnPlan,
  file: FiledReturn,
): Promise<FiledReturn> {
  const [first] = plan.verdict.because;
  const { approvalId, answerBy } = await requestApproval(tx, {
    subject: { kind: 'return', id: file.returnId },
    digest: plan.digest,
    amountMinor: askedMinor(file),
    currency: file.currency,
    locationId: file.locationId!,
    role: plan.verdict.by!,
    rule: { code: first!.rule, words: first!.says },
    notes: notesOf(facts, plan),
    preview: previewOf(facts, plan, file),
  });
  return { ...file, approvalId, approvalDeadline: answerBy };
}

/** What whoever decides should know: every rule that stopped it, the law, the customer, the clerk. */
function notesOf(facts: ReturnFacts, plan: ReturnPlan): RiskNote[] {
  const rules = plan.verdict.because.map(({ rule, says }): RiskNote => ({
    code: rule,
    level: rule === 'proof' || rule === 'customer-history' ? 'danger' : 'warning',
    title: says,
    detail: null,
  }));
  const byLaw: RiskNote = {
    code: 'by-law',
    level: 'info',
    title: { it: 'È un diritto di legge', en: 'It is a right by law' },
    detail: {
      it: 'Recesso o garanzia: si verifica che sia come detto, non si nega.',
      en: 'Withdrawal or guarantee: check that it is as told, it cannot be denied.',
    },
  };
  const before: RiskNote = {
    code: 'returns-before',
    level: facts.filesBefore > 1 ? 'warning' : 'info',
    title: {
      it: `Resi del cliente negli ultimi 30 giorni: ${facts.filesBefore}`,
      en: `Returns of the customer in the last 30 days: ${facts.filesBefore}`,
    },
    detail: null,
  };
  return [...rules, ...(plan.byLaw ? [byLaw] : []), before];
}

function previewOf(facts: ReturnFacts, plan: ReturnPlan, file: FiledReturn): ApprovalPreview {
  return {
    returnId: file.returnId,
    returnNumber: writtenReturnNumber(file.year, file.number),
    orderNumber: writtenOrderNumber(facts.file.number),
    customerName: shortName(facts.file),
    outcome: plan.outcome,
    note: file.note,
    byLaw: plan.byLaw,
    goodsMinor: plan.goodsMinor,
    shippingMinor: plan.shipping.amountMinor,
    customer: { returns30Days: facts.filesBefore },
    lines: plan.lines.map((line) => ({
      ...shownItem(line.item),
      quantity: line.units.length,
      reason: line.reason,
      grade: line.grade,
      goodsMinor: line.goodsMinor,
      defect: line.defect,
      pictureIds: [...line.pictureIds],
    })),
    tenders: shownParts(facts.payments, plan.refund.parts, false).map(
      ({ kind, ending, amountMinor }) => ({ kind, ending, amountMinor }),
    ),
  };
}
