import { sayIn } from '../../../../server/ui/copy.ts';
import type { SearchSource } from '../../../../server/ui/scan/search.ts';
import { lookUp } from '../contracts.ts';
import { copy } from './copy.ts';

const MOST = 8;

/** The search of every screen: styles by words or code, with what is here and elsewhere. */
export const findInStock: SearchSource['find'] = async (question) => {
  const { text, client, language, locationId, signal } = question;
  const from = locationId === null ? {} : { from: locationId };
  const { hits } = await client.call(lookUp, { q: text, limit: MOST, ...from }, { signal });
  const t = sayIn(copy, language);
  return hits.map(({ styleId, itemIds, name, styleCode, pictureUrl, ...amounts }) => {
    const { availableHere: here, availableElsewhere: elsewhere } = amounts;
    const stock = [
      ...(here > 0 ? [t('hereCount', { count: here })] : []),
      ...(elsewhere > 0 ? [t('elsewhereCount', { count: elsewhere })] : []),
    ];
    const only = itemIds.length === 1 ? `&articolo=${itemIds[0]!}` : '';
    return {
      id: styleId,
      title: name,
      detail: [styleCode, stock.join(', ') || t('soldOutEverywhere')].join(' · '),
      ...(pictureUrl === null ? {} : { pictureUrl }),
      to: `/trova?modello=${styleId}${only}`,
    };
  });
};
