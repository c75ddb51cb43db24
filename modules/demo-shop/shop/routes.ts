import type { Request, Response } from 'express';
import { ProblemError } from '../../../server/http/client.ts';
import { languageOf } from '../../../server/kernel/text.ts';
import type { ModuleContext } from '../../../server/modules/manifest.ts';
import { askAvailability, askSlots, passOrderOn } from './ask-public-api.ts';
import { publicApi, shopKey } from './channel.ts';
import {
  getStyleEndpoint,
  listStylesEndpoint,
  shopAvailabilityEndpoint,
  shopCardEndpoint,
  shopLiveEndpoint,
  shopOrderEndpoint,
  shopQuoteEndpoint,
  shopSlotsEndpoint,
} from './contracts.ts';
import { knowsCard, quoteBag } from './prices.ts';
import { getStyle, listStyles } from './queries.ts';
import { StockNews } from './stock-news-routes.ts';

export function shopRoutes({ routes, keyring }: ModuleContext): void {
  const news = new StockNews();
  const apiFor = (request: Request) =>
    publicApi(keyring, ownAddress(request), languageOf(request.headers['accept-language']));
  routes.query(listStylesEndpoint, listStyles);
  routes.query(getStyleEndpoint, getStyle);
  routes.query(shopCardEndpoint, knowsCard);
  routes.query(shopQuoteEndpoint, quoteBag);
  routes.raw(shopAvailabilityEndpoint, async ({ request, response, input }) => {
    await passOn(response, 200, () => askAvailability(apiFor(request), input.basket));
  });
  routes.raw(shopSlotsEndpoint, async ({ request, response, input }) => {
    await passOn(response, 200, () => askSlots(apiFor(request), input));
  });
  routes.raw(shopOrderEndpoint, async ({ request, response, read, input }) => {
    await passOn(response, 201, () => passOrderOn(read, apiFor(request), input));
  });
  routes.raw(shopLiveEndpoint, ({ request, response }) =>
    news.tell(response, ownAddress(request), shopKey(keyring).text, apiFor(request)),
  );
}

/** What the API says, a refusal included, is what the visitor hears. */
async function passOn(
  response: Response,
  status: number,
  ask: () => Promise<object>,
): Promise<void> {
  try {
    response.status(status).json(await ask());
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    response.status(error.status).type('application/problem+json').json(error.problem);
  }
}

/** The shop calls the API of the server it runs in, on the port the visitor came in by. */
function ownAddress(request: Request): string {
  return `http://127.0.0.1:${request.socket.localPort}`;
}
