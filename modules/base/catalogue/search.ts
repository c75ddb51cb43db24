import type { ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { searchItems } from './contracts.ts';
import { gtin14 } from './domain/gtin.ts';
import {
  bestFitting,
  mayBeMistyped,
  mayGoOn,
  readQuestion,
  wordGroups,
  type Candidate,
  type WordGroup,
} from './domain/search.ts';
import {
  selectBeginnings,
  selectFoundItems,
  selectNeighbours,
  selectStyleByGtin,
  selectStylesByCode,
  selectStylesByWords,
  type FoundItem,
  type FoundStyle,
} from './sql/search.ts';

/** Styles with those of their items that were asked for. */
export type SearchReply = ReplyOf<typeof searchItems>;
type SearchHit = SearchReply['hits'][number];

/** Finds styles and their items by barcode, code or words in any order, forgiving the spelling. */
export async function searchCatalogue(
  read: Read,
  asked: { readonly q: string; readonly limit: number },
): Promise<SearchReply> {
  const question = readQuestion(asked.q);
  if (question.kind === 'gtin') return byGtin(read, question.gtin);
  if (question.code !== null) {
    const styles = await selectStylesByCode(read, question.code, asked.limit);
    if (styles.length > 0) return reply(read, 'code', styles, []);
  }
  if (question.words.length === 0) return NOTHING;
  const { groups, unknown } = wordGroups(question.words, await candidates(read, question.words));
  if (groups.length === 0) return { ...NOTHING, unknown };
  const ranked = await selectStylesByWords(read, groups, asked.limit);
  const most = ranked[0]?.fits ?? 0;
  const shown = ranked.filter(({ fits }) => fits === most);
  const by = unknown.length === 0 && most === groups.length ? 'words' : 'some-words';
  return { ...(await reply(read, by, shown, groups)), unknown };
}

const NOTHING: SearchReply = { by: 'nothing', hits: [], corrections: [], unknown: [] };

/** The words of the catalogue that begin as asked; for those that begin none, the ones spelt alike. */
async function candidates(read: Read, asked: readonly string[]): Promise<readonly Candidate[]> {
  const begun = await selectBeginnings(
    read,
    asked.map((word) => ({ word, open: mayGoOn(word) })),
  );
  const lost = asked.filter(
    (word) => mayBeMistyped(word) && !begun.some((candidate) => candidate.asked === word),
  );
  return lost.length === 0 ? begun : [...begun, ...(await selectNeighbours(read, lost))];
}

async function byGtin(read: Read, gtin: string): Promise<SearchReply> {
  const wanted = gtin14(gtin);
  const found = await reply(read, 'gtin', await selectStyleByGtin(read, wanted), []);
  const hits = found.hits.map((hit) => ({
    ...hit,
    items: hit.items.filter((item) => gtin14(item.gtin) === wanted),
  }));
  return { ...found, hits };
}

async function reply(
  read: Read,
  by: SearchReply['by'],
  styles: readonly FoundStyle[],
  groups: readonly WordGroup[],
): Promise<SearchReply> {
  const itemsByStyle = new Map(styles.map(({ id }) => [id, [] as FoundItem[]]));
  for (const item of await selectFoundItems(read, [...itemsByStyle.keys()])) {
    itemsByStyle.get(item.styleId)?.push(item);
  }
  return {
    by,
    hits: styles.map((style) => hitOf(style, itemsByStyle.get(style.id) ?? [], groups)),
    corrections: groups.flatMap(({ asked, words, guessed }) =>
      guessed ? [{ asked, taken: words[0]! }] : [],
    ),
    unknown: [],
  };
}

function hitOf(
  style: FoundStyle,
  items: readonly FoundItem[],
  groups: readonly WordGroup[],
): SearchHit {
  return {
    style: {
      id: style.id,
      code: style.code,
      name: style.name,
      brand: style.brand,
      line: style.line,
      season: style.season,
      category: style.category,
    },
    items: bestFitting(items, style.ownWords, groups).map((item) => ({
      id: item.id,
      gtin: item.gtin,
      size: item.size,
      colour: item.colour,
      colourHex: item.colourHex,
      listPriceMinor: item.listPriceMinor,
      pictureUrl: item.pictureUrl,
    })),
    itemCount: items.length,
  };
}
