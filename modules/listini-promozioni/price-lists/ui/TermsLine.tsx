import { IconAdjustments } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import { listPriceLists, type PriceListReply } from '../contracts.ts';
import './change.css';
import { copy } from './copy.ts';
import { scopeWords, spanWords } from './list-words.ts';
import { useNames } from './use-names.ts';
import { termsCopy } from './terms-copy.ts';

/** «Milano Torino · priorità 10 · da Italia −20%»: the terms of the list, or those that a change brings. */
export function TermsLine({
  list,
  change,
}: {
  readonly list: PriceListReply | undefined;
  readonly change: ChangeSetReply | null;
}): ReactElement | null {
  const t = useCopy(termsCopy);
  const say = useCopy(copy);
  const write = useFormat();
  const name = useText();
  const nameOf = useNames();
  const terms = change?.terms ?? list?.terms ?? null;
  const baseListId = terms?.formula?.baseListId;
  const lists = useQueryOf(listPriceLists, {}, { when: baseListId !== undefined });
  if (terms === null) return null;
  const base = lists.data?.lists.find(({ id }) => id === baseListId);
  const { percent, amountMinor } = terms.formula ?? {};
  const changes = [
    percent === undefined ? '' : `${percent > 0 ? '+' : ''}${write.percent(percent)}`,
    amountMinor === undefined ? '' : `${amountMinor > 0 ? '+' : ''}${write.money(amountMinor)}`,
  ].filter((part) => part !== '');
  const parts = [
    scopeWords(say, terms, nameOf),
    `${t('priority').toLowerCase()} ${terms.priority}`,
    spanWords(say, write, terms.from ?? null, terms.to ?? null).toLowerCase(),
    ...(terms.formula
      ? [t('formula', { list: base ? name(base.name) : '…', change: changes.join(' ') })]
      : []),
  ];
  const brought = change?.terms !== undefined && change?.terms !== null;
  return (
    <p className="bt-inset lp-terms" data-changed={brought}>
      <IconAdjustments size={18} stroke={1.8} aria-hidden />
      {brought ? `${t('changed')}: ` : ''}
      {parts.join(' · ')}
    </p>
  );
}
