import { Button } from '@mantine/core';
import { IconBuilding, IconBuildingStore } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { listCompanies } from '../../companies/contracts.ts';
import { listLocations } from '../contracts.ts';
import { copy } from './copy.ts';

type Store = ReplyOf<typeof listLocations>['locations'][number];

/** Negozi: where they are, whether they are open, who lets customers collect. */
export function StoresScreen(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay();
  const stores = useQueryOf(listLocations, {}, { freshSeconds: 15 });
  const primary = {
    id: 'create',
    label: t('create'),
    icon: IconBuildingStore,
    onPress: () => go('/negozi/nuovo'),
  };
  return (
    <ScreenFrame
      title={t('title')}
      {...(may('base.location.manage') ? { primary } : {})}
      actionsAt="header"
      asOf={stores.asOf}
      bleed
    >
      <Shown reading={stores} what={t('cannotRead')}>
        {({ locations }) =>
          locations.length === 0 ? <NoStores /> : <StoresTable stores={locations} />
        }
      </Shown>
    </ScreenFrame>
  );
}

/** The first day: a store belongs to a company, so that comes first. */
function NoStores(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay()('base.company.manage');
  const companies = useQueryOf(listCompanies, {}, { freshSeconds: 15 });
  const companyFirst = companies.data?.companies.length === 0;
  const action = {
    id: 'company',
    label: t('registerCompany'),
    icon: IconBuilding,
    onPress: () => go('/aziende'),
  };
  return (
    <EmptyState
      title={t('none')}
      icon={IconBuildingStore}
      role="neutro"
      {...(companyFirst && may ? { action } : {})}
    >
      {t(companyFirst ? 'companyFirst' : 'noneText')}
    </EmptyState>
  );
}

function StoresTable({ stores }: { readonly stores: readonly Store[] }): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const name = (store: Store): ReactElement => (
    <TwoLines first={store.name} second={`${store.id} · ${t(`kind_${store.kind}`)}`} />
  );
  const place = ({ street, postalCode, city, province }: Store): ReactElement => (
    <TwoLines first={city} second={`${street}, ${postalCode} ${province}`} />
  );
  const pickup = ({ pickupEnabled }: Store): string => t(pickupEnabled ? 'pickupOn' : 'pickupOff');
  const open = (store: Store): ReactElement => (
    <Button
      size="sm"
      aria-label={`${t('open')} ${store.name}`}
      onClick={() => go(`/negozi/${store.id}`)}
    >
      {t('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'name', title: t('store'), cell: name },
        { id: 'place', title: t('place'), cell: place },
        { id: 'now', title: t('now'), cell: (store) => <OpenNow store={store} /> },
        { id: 'pickup', title: t('pickup'), cell: pickup },
        { id: 'open', title: t('open'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows: stores }]}
      keyOf={({ id }) => id}
      card={(store) => (
        <>
          <div className="bt-card-line">
            {name(store)}
            {open(store)}
          </div>
          <div className="bt-card-line">
            <OpenNow store={store} />
          </div>
        </>
      )}
    />
  );
}

function OpenNow({ store }: { readonly store: Store }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  if (!store.active) return <StatusBadge status="cancelled" words={t('inactive')} />;
  if (store.openNow && store.closesAt !== null) {
    const time = write.clock(store.closesAt);
    return <StatusBadge status="active" words={t('openUntil', { time })} />;
  }
  const words =
    store.opensAt === null ? t('closed') : t('opensAt', { when: write.moment(store.opensAt, now) });
  return <StatusBadge status="paused" words={words} />;
}
