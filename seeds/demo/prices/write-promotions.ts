import {
  approvePromotion,
  beginPromotion,
  changeStanding,
  fromTemplate,
  pausePromotion,
  shareCode,
  submitPromotion,
  type Definition,
} from '../../../modules/listini-promozioni/api.ts';
import type { CustomerSeed } from '../customers.ts';
import { chance } from '../random.ts';
import { later, on } from './colleagues.ts';
import { workedOn } from './days-of-the-year.ts';
import { plannedPromotions, type PlannedPromotion } from './promotion-plan.ts';
import type { PriceScene } from './write-prices.ts';

type NewPromotion = Parameters<typeof beginPromotion>[1];

/**
 * One offer on a piece: they tolerate the card, not each other, so that no chance meeting of two sells
 * below cost.
 */
const OFFERS = { lane: 'item', priority: 0, exclusive: 'none', group: 'offerte' } as const;
const CARD = { ...OFFERS, group: 'tessera', combinesWith: ['offerte', 'soglie'] };

/** Forty promotions over the year, in the order in which colleagues made them. */
export async function writePromotions(
  scene: PriceScene,
  campaigns: ReadonlyMap<string, string>,
): Promise<void> {
  const candle = scene.styles.find(({ category }) => category === 'Profumi per la casa')!;
  const planned = plannedPromotions(scene.today, candle.items[0]!.id).map((promotion) => ({
    promotion,
    at: workedOn(promotion.when.from ?? '2000-01-01T00:00', scene.today),
  }));
  for (const { promotion, at } of planned.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    await writePromotion(scene, promotion, campaigns, at);
  }
}

async function writePromotion(
  { db, colleagues: { author, approver } }: PriceScene,
  {
    code,
    name,
    fields,
    when,
    change,
    announced,
    saleKind,
    campaign,
    left,
    sharedCode,
  }: PlannedPromotion,
  campaigns: ReadonlyMap<string, string>,
  at: Date,
): Promise<void> {
  const made = fromTemplate(fields, name);
  const { lane } = made.combination;
  const combination =
    lane !== 'item'
      ? { ...made.combination, group: 'soglie' }
      : saleKind === 'card'
        ? CARD
        : { ...OFFERS, combinesWith: ['tessera', 'soglie'] };
  const definition: Definition = {
    ...made,
    when,
    ...change,
    who: change?.who ?? made.who,
    combination,
  };
  const { id: promotionId } = await on(db, author, at, (tx) =>
    beginPromotion(tx, {
      code,
      definition: definition as NewPromotion['definition'],
      template: fields as NonNullable<NewPromotion['template']>,
      ...(announced === undefined ? {} : { announced }),
      ...(saleKind === undefined ? {} : { saleKind }),
      campaignId: campaign === undefined ? null : campaigns.get(campaign)!,
    }),
  );
  if (sharedCode) {
    await on(db, author, at, (tx) =>
      shareCode(tx, {
        promotionId,
        name: name.it,
        code: sharedCode.code,
        usesLimit: sharedCode.uses,
      }),
    );
  }
  if (left === 'draft') return;
  await on(db, author, later(at, 0.1), (tx) => submitPromotion(tx, { promotionId }));
  if (left === 'submitted') return;
  await on(db, approver, later(at, 0.3), (tx) => approvePromotion(tx, { promotionId }));
  if (left !== 'paused') return;
  await on(db, approver, later(at, 0.5), (tx) =>
    pausePromotion(tx, { promotionId, reason: 'Il fornitore ha fermato la consegna.' }),
  );
}

/** Tiers of card holders, and who has a birthday or works here. */
export async function writeStandings(
  { db, colleagues, today }: PriceScene,
  customers: readonly CustomerSeed[],
): Promise<void> {
  const dice = chance(20_261_102);
  const holders = customers.filter(({ card }) => card !== null);
  const month = new Date(today.getTime() - 30 * 86_400_000);
  await on(db, colleagues.author, month, async (tx) => {
    for (const [place, { id }] of holders.entries()) {
      const tier =
        place === 0 || dice.happens(0.06) ? 'Oro' : dice.happens(0.12) ? 'Argento' : null;
      const birthday = dice.happens(0.03);
      const staff = place > 0 && dice.happens(0.01);
      if (tier === null && !birthday && !staff) continue;
      await changeStanding(tx, {
        customerId: id,
        tier,
        segments: [...(birthday ? ['compleanno'] : []), ...(staff ? ['dipendenti'] : [])],
        staff,
      });
    }
  });
}
