import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconFlask, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { ItemPicker } from './ItemPicker.tsx';
import type { PromotionDraft } from './draft.ts';
import type { TrialBasket, TrialCustomer } from './trial-basket.ts';
import './trial.css';
import { trialCopy } from './trial-copy.ts';
import { TrialResult } from './TrialResult.tsx';
import { useTrial, type Trial } from './use-trial.ts';

/** «Prova»: a basket with and without the promotion, while it is written. */
export function TrialPanel({
  draft,
  promotionId,
}: {
  readonly draft: PromotionDraft;
  readonly promotionId: string | null;
}): ReactElement {
  const t = useCopy(trialCopy);
  const trial = useTrial(draft, promotionId);
  const { basket, reading } = trial;
  const settled = reading.data?.results[0];
  return (
    <div className="lp-trial">
      <div className="lp-trial-head">
        <h2>
          <IconFlask size={22} stroke={1.8} aria-hidden />
          {t('title')}
        </h2>
        {reading.data ? (
          <span className="bt-hint">{t('milliseconds', { count: reading.data.milliseconds })}</span>
        ) : null}
      </div>
      {!trial.tryable ? <p className="bt-quiet">{t('notYet')}</p> : null}
      {trial.tryable && basket === null ? <p className="bt-quiet">{t('noGoods')}</p> : null}
      {basket ? <Circumstances trial={trial} basket={basket} draft={draft} /> : null}
      {reading.problem ? <ErrorState problem={reading.problem} reading={false} /> : null}
      {trial.tryable && basket && reading.state === 'loading' ? <LoadingRows rows={3} /> : null}
      {basket && settled && reading.data ? (
        <TrialResult basket={basket} result={settled} sum={reading.data.sum} />
      ) : null}
      {basket ? <Lines trial={trial} basket={basket} /> : null}
    </div>
  );
}

interface PartProps {
  readonly trial: Trial;
  readonly basket: TrialBasket;
}

/** Where, when and for whom it is tried. */
function Circumstances({
  trial,
  basket,
  draft,
}: PartProps & { readonly draft: PromotionDraft }): ReactElement {
  const t = useCopy(trialCopy);
  const kinds: TrialCustomer[] = [
    'unknown',
    'card',
    ...draft.who.filter((kind) => kind !== 'card'),
  ];
  return (
    <div className="lp-trial-where">
      <Select
        size="sm"
        label={t('place')}
        allowDeselect={false}
        searchable
        data={trial.places.map(({ placeId, name }) => ({ value: placeId, label: name }))}
        value={basket.placeId}
        onChange={(placeId) => placeId && trial.change({ placeId })}
      />
      <TextInput
        size="sm"
        type="datetime-local"
        label={t('moment')}
        value={basket.at}
        onChange={(event) =>
          event.currentTarget.value !== '' && trial.change({ at: event.currentTarget.value })
        }
      />
      <Select
        size="sm"
        label={t('customer')}
        allowDeselect={false}
        data={[...new Set([...kinds, basket.customer])].map((value) => ({
          value,
          label: t(`customer-${value}`),
        }))}
        value={basket.customer}
        onChange={(customer) => customer && trial.change({ customer: customer as TrialCustomer })}
      />
    </div>
  );
}

/** What is in the basket: quantities, other items, and back to the one that follows the fields. */
function Lines({ trial, basket }: PartProps): ReactElement {
  const t = useCopy(trialCopy);
  const set = (place: number, quantity: number) =>
    trial.change({
      lines: basket.lines.map((line, one) => (one === place ? { ...line, quantity } : line)),
    });
  return (
    <details className="lp-trial-edit">
      <summary>{t('edit')}</summary>
      {basket.lines.map(({ item, quantity }, place) => (
        <div key={item.itemId} className="lp-trial-line">
          <span>{`${item.name} ${item.size}`}</span>
          <NumberField
            size="sm"
            hideLabel
            label={t('pieces', { item: `${item.name} ${item.size}` })}
            min={1}
            max={99}
            whole
            value={quantity}
            onChange={(value) => set(place, Math.max(1, value ?? 1))}
          />
          <ActionIcon
            size={40}
            aria-label={t('remove', { item: `${item.name} ${item.size}` })}
            disabled={basket.lines.length === 1}
            onClick={() => trial.change({ lines: basket.lines.filter((_, one) => one !== place) })}
          >
            <IconTrash size={18} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <ItemPicker
        size="sm"
        label={t('add')}
        hint={t('addHint')}
        value={null}
        onChange={(_, item) =>
          item && trial.change({ lines: [...basket.lines, { item, quantity: 1 }] })
        }
      />
      {trial.begin ? (
        <Button size="sm" onClick={trial.begin}>
          {t('follow')}
        </Button>
      ) : null}
    </details>
  );
}
