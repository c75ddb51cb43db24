import { ActionIcon, Button, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconShoppingBag, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useClient, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { useTurns } from '../../../../server/ui/scan/turns.ts';
import { searchItems } from '../../../base/catalogue/contracts.ts';
import { BasketResult } from './BasketResult.tsx';
import { CircumstanceFields } from './CircumstanceFields.tsx';
import { copy } from './copy.ts';
import { askedCircumstances, type BasketItem, type OwnBasketWork } from './own-basket.ts';
import type { Subject } from './subject.ts';
import { useTrial } from './use-trial.ts';

/** A basket put together by hand, and its bill with the reason for every cent. */
export function OwnBasket({
  basket,
  subject,
}: {
  readonly basket: OwnBasketWork;
  readonly subject: Subject | null;
}): ReactElement {
  const t = useCopy(copy);
  const asked =
    basket.lines.length === 0
      ? []
      : [
          {
            ...askedCircumstances(basket.circumstances, basket.at),
            lines: basket.lines.map(({ item, quantity }, place) => ({
              lineId: String(place + 1),
              itemId: item.itemId,
              quantity,
            })),
          },
        ];
  const trial = useTrial(subject, asked);
  return (
    <div className="lp-sim-columns">
      <div className="lp-sim-column">
        <section className="bt-panel" aria-label={t('where')}>
          <CircumstanceFields basket={basket} />
        </section>
        <section className="bt-panel" aria-label={t('lines')}>
          <div className="lp-sim-line-head">
            <h2>{t('lines')}</h2>
            {basket.lines.length > 0 ? (
              <Button size="sm" onClick={basket.clear}>
                {t('clear')}
              </Button>
            ) : null}
          </div>
          <ItemSearch onChoose={basket.add} />
          <Lines basket={basket} />
        </section>
      </div>
      <div className="lp-sim-column">
        {basket.lines.length === 0 ? (
          <EmptyState title={t('empty')} icon={IconShoppingBag} role="neutro">
            {t('emptyText')}
          </EmptyState>
        ) : (
          <Shown reading={trial} what={t('cannotTry')}>
            {(answer) => {
              const [result] = answer.results;
              return result ? (
                <BasketResult
                  result={result}
                  trial={answer}
                  subject={subject}
                  items={new Map(basket.lines.map(({ item }) => [item.itemId, item]))}
                />
              ) : null;
            }}
          </Shown>
        )}
      </div>
    </div>
  );
}

function Lines({ basket }: { readonly basket: OwnBasketWork }): ReactElement {
  const t = useCopy(copy);
  return (
    <ul className="lp-sim-lines">
      {basket.lines.map(({ item, quantity }) => {
        const name = `${item.name}, ${item.colour} ${item.size}`;
        return (
          <li key={item.itemId}>
            <ItemPicture item={item} beside />
            <span className="lp-sim-name">
              <b>{item.name}</b>
              <span className="bt-quiet">{`${item.colour} · ${item.size}`}</span>
            </span>
            <NumberField
              label={t('pieces', { name })}
              hideLabel
              hideControls={false}
              className="lp-sim-pieces"
              size="sm"
              min={0}
              max={999}
              whole
              value={quantity}
              onChange={(value) => value !== null && basket.setQuantity(item.itemId, value)}
            />
            <ActionIcon
              aria-label={t('remove', { name })}
              onClick={() => basket.setQuantity(item.itemId, 0)}
            >
              <IconTrash size={20} stroke={1.8} aria-hidden />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}

type Hit = ReplyOf<typeof searchItems>['hits'][number];
const TYPING_MS = 200;
const MOST_HITS = 6;

function itemsOf({ style, items }: Hit): BasketItem[] {
  return items.map(({ id, colour, size, pictureUrl }) => ({
    itemId: id,
    name: style.name,
    colour,
    size,
    pictureUrl,
  }));
}

/** By words or by scan; a scanned piece goes into the basket at once. */
function ItemSearch({ onChoose }: { readonly onChoose: (item: BasketItem) => void }): ReactElement {
  const t = useCopy(copy);
  const client = useClient();
  const [text, setText] = useState('');
  const inTurn = useTurns();
  const [missing, setMissing] = useState(false);
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const found = useQueryOf(searchItems, { q, limit: MOST_HITS }, { when: q.length > 1 });
  const add = async (gtin: string): Promise<void> => {
    const hits = await client.call(searchItems, { q: gtin, limit: 1 }).then(
      (reply) => reply.hits,
      () => [],
    );
    const [item] = hits.flatMap(itemsOf);
    setMissing(item === undefined);
    if (item) onChoose(item);
  };
  useScan((scan) => {
    if (scan.kind !== 'item') return PASSED;
    // A list of choices that has the focus takes the first key of a burst for the wish to be opened.
    const held = document.activeElement;
    if (held instanceof HTMLElement && held.getAttribute('role') === 'combobox') held.blur();
    void inTurn(() => add(scan.code));
    return accepted(scan.code);
  });
  // What was found for other words is not offered: a quick hand would take the wrong thing.
  const fresh = q.length > 1 && q === text.trim();
  const hits = fresh ? (found.data?.hits ?? []).flatMap(itemsOf) : [];
  const choose = (item: BasketItem): void => {
    onChoose(item);
    setText('');
  };
  return (
    <div className="lp-sim-search">
      <TextInput
        label={t('add')}
        placeholder={t('addHint')}
        leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
        rightSection={found.refreshing ? <Loader size="xs" /> : null}
        error={missing ? t('unknownCode') : undefined}
        maxLength={100}
        value={text}
        onChange={(event) => {
          setMissing(false);
          setText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          const [first] = hits;
          if (event.key !== 'Enter' || !first) return;
          event.preventDefault();
          choose(first);
        }}
      />
      {hits.length > 0 ? (
        <ul className="lp-sim-hits" aria-label={t('add')}>
          {hits.slice(0, MOST_HITS).map((item) => (
            <li key={item.itemId}>
              <button type="button" onClick={() => choose(item)}>
                <ItemPicture item={item} beside size="grid" />
                <span>{item.name}</span>
                <span className="bt-quiet">{`${item.colour} ${item.size}`}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : fresh && found.state === 'ready' && !found.refreshing ? (
        <p className="bt-hint">{t('noneFound')}</p>
      ) : null}
    </div>
  );
}
