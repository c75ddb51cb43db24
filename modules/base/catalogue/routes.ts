import type { Routes } from '../../../server/http/routes.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemByGtin, productPictureFile, searchItems, styleWithItems } from './contracts.ts';
import { PICTURE_SHAPE_NAMES } from './picture-shapes.ts';
import { productPicture } from './picture.ts';
import { oneItemByGtin, oneStyle } from './queries.ts';
import { searchCatalogue } from './search.ts';

/** Drawn pictures never change: their address says all there is to know. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable';

/** CSS pixels a drawing is meant for: its lines are drawn to fit. */
function widthOf(file: string): number {
  return file.includes('-large') ? 536 : 120;
}

export function catalogueRoutes(routes: Routes): void {
  routes.query(searchItems, (read, { q, limit = 20 }) => searchCatalogue(read, { q, limit }));
  routes.query(itemByGtin, oneItemByGtin);
  routes.query(styleWithItems, oneStyle);
  routes.raw(productPictureFile, async ({ response, input }) => {
    const shape = PICTURE_SHAPE_NAMES.find((name) => name === input.shape);
    if (!shape) throw new Refusal(notFound, { what: input.shape });
    response.setHeader('Cache-Control', FOR_A_YEAR);
    response
      .type('image/svg+xml')
      .send(productPicture(shape, input.file.slice(0, 6), widthOf(input.file)));
  });
}
