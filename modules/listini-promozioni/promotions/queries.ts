import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { invalidRequest, notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { CHAIN_ZONE, wallNow } from '../price-lists/domain/wall-time.ts';
import type { listPromotions, readPromotion } from './contracts.ts';
import { promotionPhase } from './domain/life.ts';
import { isQuery } from './domain/query.ts';
import { sentenceOf } from './domain/sentence.ts';
import { withPictures } from './finding.ts';
import type { matchGoods } from './matching-contracts.ts';
import { selectTaken } from './sql/limits.ts';
import { countMatching, matchingGoods } from './sql/matching.ts';
import {
  selectPromotion,
  selectPromotions,
  selectVersions,
  type PromotionRow,
  type VersionRow,
} from './sql/promotions.ts';

type Summary = ReplyOf<typeof readPromotion>['promotion'];

export async function pageOfPromotions(
  read: Read,
  { state, search, campaignId, after, limit = 50 }: InputOf<typeof listPromotions>,
): Promise<ReplyOf<typeof listPromotions>> {
  const mark = readPageMark<[string, string]>(after, ['string', 'string'], read.actor.language);
  const rows = await selectPromotions(
    read,
    {
      states: state === undefined ? null : [state],
      search: search ?? null,
      campaignId: campaignId ?? null,
      before: mark ? { createdAt: mark[0], id: mark[1] } : null,
    },
    limit + 1,
  );
  const now = wallNow(read);
  return pageFrom(
    rows,
    limit,
    ({ createdMark, id }) => [createdMark, id],
    (row) => summaryOf(row, row.shown, now),
  );
}

function summaryOf(
  row: PromotionRow,
  shown: Pick<VersionRow, 'number' | 'definition' | 'saleKind'>,
  wall: string,
): Summary {
  const { when, texts } = shown.definition;
  const [from, to] = [when.from ?? null, when.to ?? null];
  return {
    id: row.id,
    code: row.code,
    name: texts.name,
    sentence: sentenceOf(shown.definition),
    phase: promotionPhase({ state: row.state, openState: row.openState, from, to }, wall),
    openState: row.openState,
    campaignId: row.campaignId,
    pauseReason: row.pauseReason,
    from,
    to,
    saleKind: shown.saleKind,
    number: shown.number,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}

export async function onePromotion(
  read: Read,
  { promotionId }: InputOf<typeof readPromotion>,
): Promise<ReplyOf<typeof readPromotion>> {
  const found = await selectPromotion(read, promotionId);
  if (!found) throw new Refusal(notFound, { what: promotionId });
  const versions = await selectVersions(read, promotionId);
  const shown = versions.find(({ state }) => state === 'approved') ?? versions[0]!;
  return {
    promotion: summaryOf(found, shown, wallNow(read)),
    versions: versions.map(shownVersion),
    taken: await selectTaken(read, promotionId),
  };
}

function shownVersion({
  promotionId: _promotionId,
  createdAt,
  submittedAt,
  decidedAt,
  ...version
}: VersionRow): ReplyOf<typeof readPromotion>['versions'][number] {
  return {
    ...version,
    definition: version.definition as ReplyOf<
      typeof readPromotion
    >['versions'][number]['definition'],
    template: version.template as { id: string } | null,
    sentence: sentenceOf(version.definition),
    createdAt: createdAt.toISOString(),
    submittedAt: submittedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

export async function matches(
  read: Read,
  { queries, steps = [] }: InputOf<typeof matchGoods>,
): Promise<ReplyOf<typeof matchGoods>> {
  for (const [name, given] of Object.entries({ queries, steps })) {
    const flawed = given.findIndex((query) => !isQuery(query));
    if (flawed >= 0) refuseQuery(read, `/${name}/${flawed}`);
  }
  const today = dayAt(CHAIN_ZONE, read.now);
  const { sample, ...counts } = await matchingGoods(read, queries, today, 12);
  return {
    ...counts,
    sample: await withPictures(read, sample),
    steps: await countMatching(read, steps, today),
  };
}

function refuseQuery({ actor }: Read, pointer: string): never {
  const detail = {
    it: 'Non si capisce di quali articoli si tratta.',
    en: 'It is not clear which items are meant.',
  }[actor.language];
  throw new Refusal(invalidRequest, { errors: [{ pointer, detail }] });
}
