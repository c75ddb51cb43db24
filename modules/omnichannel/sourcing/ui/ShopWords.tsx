import type { ReactElement } from 'react';
import { useCopy, type Say } from '../../../../server/ui/copy.ts';
import { distance } from '../../../../server/ui/kit/format.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Candidates } from '../contracts.ts';
import { reassignCopy } from './reassign-copy.ts';

type Words = Say<typeof reassignCopy.it>;
type Ranked = Candidates['ranked'][number];

/** A shop that could prepare an order: what is known of it, and why it stands where it stands. */
export function ShopWords({ shop }: { readonly shop: Ranked }): ReactElement {
  const t = useCopy(reassignCopy);
  const { reader } = useFormat();
  const facts = factsOf(t, shop, (metres) => distance(reader, metres));
  return (
    <span className="oc-reassign-words">
      <b>{shop.name}</b>
      <span>{facts.join(' · ')}</span>
      <span className="oc-reassign-why" data-first={shop.place === 1}>
        {shop.place === 1
          ? t('chosen')
          : shop.behindBy === null
            ? t('equal')
            : t(`behind_${shop.behindBy}`)}
      </span>
    </span>
  );
}

function factsOf(t: Words, shop: Ranked, far: (metres: number) => string): string[] {
  const value = (by: Ranked['measures'][number]['by']): number | null =>
    shop.measures.find((one) => one.by === by)?.value ?? null;
  const [spare, trust, misses] = [value('stock'), value('confidence'), value('rejections')];
  return [
    ...(shop.distanceMetres === null ? [] : [t('far', { distance: far(shop.distanceMetres) })]),
    ...(spare === null ? [] : [t('spare', { count: spare })]),
    ...(trust === null ? [] : [t(trust === 2 ? 'sure' : 'unsure')]),
    ...(misses ? [t('misses', { count: misses })] : []),
  ];
}
