import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconRosetteDiscount, IconSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { usePriceNews } from '../../price-lists/ui/use-price-news.ts';
import '../../price-lists/ui/lists.css';
import { listPromotions } from '../contracts.ts';
import { copy } from './copy.ts';
import { PROMOTION_STATUS, usePeriod } from './promotion-words.ts';
import './promotions.css';

type Row = ReplyOf<typeof listPromotions>['items'][number];

const TYPING_MS = 250;
const STATES = ['draft', 'running', 'paused', 'stopped'] as const;

/** Promozioni: what runs, what is to come and what somebody prepares, each in one sentence. */
export function PromotionsScreen(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay();
  const [state, setState] = useAddressValue('stato');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), TYPING_MS);
  const asked = STATES.find((known) => known === state);
  const rows = usePages(listPromotions, {
    limit: 50,
    ...(asked ? { state: asked } : {}),
    ...(settled === '' ? {} : { search: settled }),
  });
  usePriceNews([listPromotions]);
  const add = {
    id: 'new',
    label: t('newOne'),
    icon: IconPlus,
    onPress: () => go('/promozioni/nuova'),
  };
  return (
    <ScreenFrame
      title={t('title')}
      asOf={rows.asOf}
      actionsAt="header"
      bleed
      {...(may('listini-promozioni.promotion.edit') ? { primary: add } : {})}
    >
      <div className="bt-inset lp-promo-filters">
        <TextInput
          label={t('search')}
          leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
          maxLength={120}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          label={t('stateFilter')}
          placeholder={t('anyState')}
          data={STATES.map((value) => ({ value, label: t(`state-${value}`) }))}
          clearable
          value={asked ?? null}
          onChange={setState}
        />
      </div>
      <Shown reading={rows} what={t('cannotRead')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} icon={IconRosetteDiscount} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <PromotionTable items={items} />
          )
        }
      </Shown>
      <MoreRows of={rows} label={t('more')} />
    </ScreenFrame>
  );
}

function PromotionTable({ items }: { readonly items: readonly Row[] }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const go = useGo();
  const period = usePeriod();
  const link = ({ id, name }: Row) => (
    <a
      className="lp-link"
      href={`/promozioni/${id}`}
      onClick={(event) => {
        event.preventDefault();
        go(`/promozioni/${id}`);
      }}
    >
      {say(name)}
    </a>
  );
  const state = ({ phase, openState }: Row) => (
    <span className="lp-promo-state">
      <StatusBadge status={PROMOTION_STATUS[phase]} />
      {openState !== null && phase !== 'draft' && phase !== 'submitted' ? (
        <span className="bt-hint">{t(openState === 'submitted' ? 'nextWaits' : 'nextDraft')}</span>
      ) : null}
    </span>
  );
  return (
    <QueueTable<Row>
      label={t('title')}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: t('name'),
          cell: (row) => <TwoLines first={link(row)} second={say(row.sentence)} />,
        },
        { id: 'state', title: t('state'), width: '190px', cell: state },
        { id: 'period', title: t('period'), width: '264px', cell: (row) => period(row) },
      ]}
      card={(row) => (
        <>
          <div className="bt-card-line">
            {link(row)}
            {state(row)}
          </div>
          <p className="bt-quiet">{say(row.sentence)}</p>
          <p className="bt-hint">{period(row)}</p>
        </>
      )}
    />
  );
}
