import type { ModuleContext } from '../../../server/modules/manifest.ts';
import * as sourcing from '../sourcing/contracts.ts';
import { readCandidates } from '../sourcing/explain-shops.ts';
import { previewSourcing } from '../sourcing/preview.ts';
import { changeRule, readRuleHistory, readRuleInForce } from '../sourcing/rules.ts';
import { answerAsStaff } from './answer.ts';
import * as picking from './contracts.ts';
import { answerAsCustomer, readAsCustomer, readQuestion, type Links } from './customer-question.ts';
import { readFloor } from './queries.ts';
import * as question from './question-contracts.ts';
import { foundIt, reportShortage } from './report-short.ts';
import { finishWave, letGoWave, takeOverWave } from './waves.ts';

export function pickingRoutes({ routes }: ModuleContext, links: Links): void {
  const { secrets } = links;
  routes.view(picking.floorEndpoint, readFloor);
  routes.command(picking.reportShortEndpoint, (tx, input) => reportShortage(tx, secrets, input));
  routes.command(picking.foundEndpoint, (tx, input) => foundIt(tx, secrets, input));
  routes.command(picking.finishWaveEndpoint, finishWave);
  routes.command(picking.letGoWaveEndpoint, letGoWave);
  routes.command(picking.takeOverWaveEndpoint, takeOverWave);
  routes.query(question.readQuestionEndpoint, readQuestion);
  routes.command(question.answerQuestionEndpoint, (tx, input) => answerAsStaff(tx, secrets, input));
  routes.query(question.customerQuestion.read, (read, input) => readAsCustomer(read, links, input));
  routes.command(question.customerQuestion.answer, (tx, input) =>
    answerAsCustomer(tx, links, input),
  );
  routes.query(sourcing.candidatesEndpoint, readCandidates);
  routes.query(sourcing.readRuleEndpoint, readRuleInForce);
  routes.query(sourcing.ruleHistoryEndpoint, readRuleHistory);
  routes.query(sourcing.previewSourcingEndpoint, previewSourcing);
  routes.command(sourcing.changeRuleEndpoint, changeRule);
}
