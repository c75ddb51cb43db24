import { expect } from 'chai';
import {
  basketOf,
  Promisable,
  shopsWithBasket,
  sourceOf,
} from '../../../modules/omnichannel/orders/domain/sourcing.ts';

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
