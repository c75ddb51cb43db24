import { Button } from '@mantine/core';
import { IconBell, IconHandGrab, IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressValue } from '../address.ts';
import { CounterStrip } from '../kit/CounterStrip.tsx';
import { orderNumber } from '../kit/format.ts';
import { Initials } from '../kit/Initials.tsx';
import { ItemPictures } from '../kit/ItemPicture.tsx';
import { useLayout } from '../kit/layout.ts';
import { MoneyText } from '../kit/MoneyText.tsx';
import { Notice } from '../kit/Notice.tsx';
import { PromiseTimer } from '../kit/PromiseTimer.tsx';
import { QueueTable, type QueueColumn } from '../kit/QueueTable.tsx';
import { RichText } from '../kit/RichText.tsx';
import { ScreenFrame } from '../kit/ScreenFrame.tsx';
import { StatusBadge } from '../kit/StatusBadge.tsx';
import { TwoLines } from '../kit/TwoLines.tsx';
import { offerUndo } from '../kit/undo.ts';
import { useFormat } from '../kit/use-format.ts';
import { ORDERS, type SampleOrder } from './sample.ts';

const opened = Date.now();
const dueOf = ({ minutes }: SampleOrder) => new Date(opened + minutes * 60_000);

const COUNTERS = [
  {
    id: 'a',
    label: 'Da preparare',
    value: 12,
    note: '1 in ritardo',
    noteRole: 'ritardo',
    chosen: true,
  },
  { id: 'b', label: 'In preparazione', value: 3, note: 'Luca, Noemi', minor: true },
  { id: 'c', label: 'Pronti', value: 18, note: '2 scadono oggi', noteRole: 'attesa' },
  { id: 'd', label: 'Al banco', value: 1, note: 'da 2 min', noteRole: 'attesa', minor: true },
  { id: 'e', label: 'Resi', value: 2, note: 'da controllare' },
  { id: 'f', label: 'In arrivo', value: 1, note: '3 colli, Verona' },
  {
    id: 'g',
    label: 'Prenotazioni',
    value: 4,
    note: 'entro le 19:30',
    noteRole: 'attesa',
    minor: true,
  },
  { id: 'h', label: 'Autorizzazioni', value: 1, note: 'da 0:42', noteRole: 'attesa', minor: true },
] as const;

function pieces(count: number): string {
  return count === 1 ? '1 pezzo' : `${count} pezzi`;
}

/** The day's work as the store's screen shows it, on made-up orders. */
export function GalleryQueue(): ReactElement {
  const write = useFormat();
  const handheld = useLayout() === 'handheld';
  const [code] = useAddressValue('codice');
  const [chosen, setChosen] = useState('a');
  const now = new Date(opened);
  return (
    <ScreenFrame
      title="Oggi"
      subtitle={handheld ? write.day(now) : `${write.longDay(now)} · aperto fino alle 19:30`}
      actionsAt="header"
      bleed
      primary={{
        id: 'next',
        label: 'Prepara i prossimi 10',
        icon: IconPlayerPlay,
        onPress: () =>
          offerUndo({
            words: 'Ordine 48 217 pronto, messaggio tra {{seconds}} s',
            onUndo: () => undefined,
          }),
      }}
    >
      <div className="bt-inset">
        <CounterStrip
          label="Lavoro di oggi"
          counters={COUNTERS.map((counter) => ({
            ...counter,
            chosen: handheld && counter.id === chosen,
            onChoose: () => setChosen(counter.id),
          }))}
        />
      </div>
      <div className="bt-inset">
        <Notice
          role="attesa"
          icon={IconBell}
          strong
          title={code ?? 'Marta R. è qui, aspetta da 2 min'}
          {...(handheld
            ? { onOpen: () => undefined }
            : {
                action: (
                  <Button
                    size="sm"
                    leftSection={<IconHandGrab size={18} stroke={1.8} aria-hidden="true" />}
                  >
                    Consegna
                  </Button>
                ),
              })}
        >
          <RichText text="Ordine 48 198 · 3 pezzi · pronto, **scaffale B3**" />
        </Notice>
      </div>
      <Queue />
    </ScreenFrame>
  );
}

const COLUMNS: readonly QueueColumn<SampleOrder>[] = [
  {
    id: 'due',
    title: 'Da preparare entro',
    cell: (order) => <PromiseTimer due={dueOf(order)} />,
  },
  {
    id: 'customer',
    title: 'Cliente e ordine',
    cell: (order) => (
      <TwoLines first={order.customer} second={`${orderNumber(order.number)} · ${order.channel}`} />
    ),
  },
  {
    id: 'pieces',
    title: 'Pezzi',
    cell: ({ items }) => <ItemPictures items={items} words={pieces(items.length)} />,
  },
  { id: 'payment', title: 'Pagamento', cell: (order) => <Payment order={order} /> },
  {
    id: 'state',
    title: 'Stato',
    cell: ({ owner }) => (
      <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
        <StatusBadge status={owner ? 'inPreparation' : 'toPrepare'} />
        {owner && <Initials name={owner} />}
      </span>
    ),
  },
  {
    id: 'next',
    title: 'Prossimo passo',
    align: 'right',
    cell: (order) => <NextStep order={order} />,
  },
];

function Payment({ order }: { readonly order: SampleOrder }): ReactElement {
  if (order.dueMinor === 0) return <span className="bt-quiet">Pagato</span>;
  return (
    <TwoLines first={<MoneyText amountMinor={order.dueMinor} />} second="da pagare" role="attesa" />
  );
}

function NextStep({ order }: { readonly order: SampleOrder }): ReactElement {
  const verb = order.owner ? 'Apri' : 'Prepara';
  return (
    <Button size="sm" aria-label={`${verb}, ${order.customer}`}>
      {verb}
    </Button>
  );
}

function Queue(): ReactElement {
  const rows = (from: number, to: number) =>
    ORDERS.filter(({ minutes }) => minutes > from && minutes <= to);
  return (
    <QueueTable
      label="Ritiri da preparare"
      columns={COLUMNS}
      keyOf={({ id }) => id}
      edge={({ minutes }) => (minutes <= 0 ? 'ritardo' : null)}
      groups={[
        { id: 'late', title: 'In ritardo', role: 'ritardo', rows: rows(-999, 0) },
        { id: 'soon', title: 'Entro 30 minuti', rows: rows(0, 30) },
        { id: 'later', title: 'Più tardi', rows: rows(30, 999) },
      ]}
      card={(order) => (
        <>
          <div className="bt-card-line">
            <PromiseTimer due={dueOf(order)} />
            <NextStep order={order} />
          </div>
          <div className="bt-card-line">
            <TwoLines
              first={order.customer}
              second={`${orderNumber(order.number)} · ${order.dueMinor === 0 ? 'pagato' : 'da pagare'}`}
            />
            <ItemPictures items={order.items} />
          </div>
        </>
      )}
    />
  );
}
