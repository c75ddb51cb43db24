import { expect } from 'chai';
import {
  basketOf,
  Promisable,
  shopsWithBasket,
  sourceOf,
} from '../../../modules/omnichannel/orders/domain/sourcing.ts';
import { ruleFor } from '../../../modules/omnichannel/sourcing/domain.ts';
import { ruleOf, withRuleOf } from '../../../modules/omnichannel/sourcing/ui/channel-rule.ts';
import type { Rule } from '../../../modules/omnichannel/sourcing/ui/channel-rule.ts';

const monza = { locationId: 'MB01', name: 'Monza', distanceMetres: 17_000 };
const bergamo = { locationId: 'BG01', name: 'Bergamo', distanceMetres: 51_000 };
const offTheMap = { locationId: 'XX01', name: 'Senza coordinate', distanceMetres: null };
const shops = [bergamo, offTheMap, monza];
const coat = [{ itemId: 'coat', quantity: 1 }];
const stockOf = (...locationIds: string[]) =>
  new Promisable(locationIds.map((locationId) => ({ locationId, itemId: 'coat', available: 1 })));

describe('where an order is prepared', () => {
  it('is the chosen shop as long as it has everything', () => {
    const stock = stockOf('MI01', 'MB01');
    expect(sourceOf('MI01', () => shops, 100_000, coat, stock)).to.equal('MI01');
  });

  it('is the nearest shop with everything otherwise', () => {
    const stock = stockOf('MB01', 'BG01', 'XX01');
    expect(sourceOf('MI01', () => shops, 100_000, coat, stock)).to.equal('MB01');
  });

  it('stays the chosen shop when the others are farther than the policy allows', () => {
    expect(sourceOf('MI01', () => shops, 20_000, coat, stockOf('BG01'))).to.equal('MI01');
  });

  it('stays the chosen shop when the policy wants no other', () => {
    expect(sourceOf('MI01', () => shops, null, coat, stockOf('MB01'))).to.equal('MI01');
  });

  it('never is a shop nobody knows the distance of', () => {
    expect(sourceOf('MI01', () => shops, 1_000_000, coat, stockOf('XX01'))).to.equal('MI01');
  });

  it('has the pieces of two lines for the same item only when it has both', () => {
    const twoLines = basketOf([...coat, ...coat]);
    expect(stockOf('MB01').hasWhole('MB01', twoLines)).to.equal(false);
  });

  it('is not promised the piece that the order before has just taken', () => {
    const stock = stockOf('MB01');
    stock.take('MB01', coat);
    expect(shopsWithBasket(shops, coat, stock)).to.deep.equal([]);
  });
});

describe('what the rules of reassignment say of one sales channel', () => {
  const general = {
    order: 'lexicographic',
    criteria: [{ by: 'distance', weight: 1 }],
    withinMetres: 50_000,
    keepSpare: 1,
    moveUnaskedWithinMetres: null,
    answerMinutes: 60,
    unanswered: 'cancel',
    staffLimitMinor: 10_00,
    substitutes: 3,
    priceBandPercent: 10,
  } as unknown as Rule;

  it('is what differs from the others, and nothing once it differs in nothing', () => {
    const wider = { ...ruleOf(general, 'phone'), withinMetres: 90_000 };
    const own = withRuleOf(general, 'phone', wider);
    expect(own.channels).to.deep.equal({ phone: { withinMetres: 90_000 } });
    expect(ruleFor(own as never, 'phone').withinMetres).to.equal(90_000);
    expect(ruleFor(own as never, 'web').withinMetres).to.equal(50_000);
    const again = { ...ruleOf(own, 'phone'), withinMetres: 50_000 };
    expect(withRuleOf(own, 'phone', again)).to.deep.equal(general);
  });

  it('stays when the rules of all are changed', () => {
    const own = withRuleOf(general, 'phone', { ...general, keepSpare: 4 });
    const all = withRuleOf(own, null, { ...ruleOf(own, null), keepSpare: 2 });
    expect(ruleOf(all, 'phone').keepSpare).to.equal(4);
    expect(ruleOf(all, 'web').keepSpare).to.equal(2);
  });
});
