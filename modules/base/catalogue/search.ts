import type { ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { searchItems } from './contracts.ts';
import { gtin14 } from './domain/gtin.ts';
import { bestFitting, readQuestion, wordGroups, type WordGroup } from './domain/search.ts';
import { selectItemsByGtin } from './sql/items.ts';
import {
  selectCandidates,
  selectFoundItems,
  selectFoundStyles,
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
    const styleIds = await selectStylesByCode(read, question.code, asked.limit);
    if (styleIds.length > 0) return reply(read, 'code', styleIds, []);
  }
  if (question.words.length === 0) return NOTHING;
  const candidates = await selectCandidates(read, question.words);
  const { groups, unknown } = wordGroups(question.words, candidates);
  if (groups.length === 0) return { ...NOTHING, unknown };
  const ranked = await selectStylesByWords(read, groups, asked.limit);
  const most = ranked[0]?.fits ?? 0;
  const shown = ranked.filter(({ fits }) => fits === most).map(({ id }) => id);
  const by = unknown.length === 0 && most === groups.length ? 'words' : 'some-words';
  return { ...(await reply(read, by, shown, groups)), unknown };
}

const NOTHING: SearchReply = { by: 'nothing', hits: [], corrections: [], unknown: [] };

async function byGtin(read: Read, gtin: string): Promise<SearchReply> {
  const [item] = await selectItemsByGtin(read, [gtin14(gtin)]);
  if (!item) return { ...NOTHING, by: 'gtin' };
  const found = await reply(read, 'gtin', [item.styleId], []);
  const hits = found.hits.map((hit) => ({
    ...hit,
    items: hit.items.filter(({ id }) => id === item.id),
  }));
  return { ...found, hits };
}

async function reply(
  read: Read,
  by: SearchReply['by'],
  styleIds: readonly string[],
  groups: readonly WordGroup[],
): Promise<SearchReply> {
  const styles = new Map((await selectFoundStyles(read, styleIds)).map((s) => [s.id, s]));
  const itemsByStyle = new Map<string, FoundItem[]>();
  for (const item of await selectFoundItems(read, styleIds)) {
    const there = itemsByStyle.get(item.styleId);
    if (there) there.push(item);
    else itemsByStyle.set(item.styleId, [item]);
  }
  return {
    by,
    hits: styleIds.map((id) => hitOf(styles.get(id)!, itemsByStyle.get(id) ?? [], groups)),
    corrections: groups.flatMap(({ asked, words, guessed }) =>
      guessed ? [{ asked, taken: words[0]! }] : [],
    ),
    unknown: [],
  };
}

function hitOf(
  { ownWords, ...style }: FoundStyle,
  items: readonly FoundItem[],
  groups: readonly WordGroup[],
): SearchHit {
  const fitting = bestFitting(
    items.map((item) => ({ ...item, ownWords })),
    groups,
  );
  return {
    style,
    items: fitting.map(({ words: _words, ownWords: _own, styleId: _style, ...item }) => item),
    itemCount: items.length,
  };
}
