import type { Static } from 'typebox';
import { closed, endpoint, Instant, liveView } from '../../../server/http/contract.ts';
import { anywhere } from '../access.ts';

const PriceNews = closed(
  {
    at: {
      ...Instant,
      description: 'When prices, promotions or labels moved last, as far as heard',
    },
  },
  { $id: 'PriceNews' },
);
export type PriceNews = Static<typeof PriceNews>;

export const readPriceNews = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/news',
  summary: 'Where to begin to listen: for screens that read their lists again when anything moves',
  access: anywhere('price.read'),
  query: closed({}),
  reply: liveView(PriceNews, { $id: 'LivePriceNews' }),
  examples: [{ input: {} }],
});
