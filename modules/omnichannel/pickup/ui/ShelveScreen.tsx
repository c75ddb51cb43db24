import { Button, TextInput } from '@mantine/core';
import { IconBell, IconPlus, IconTruckDelivery } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CodeSymbol } from '../../../../server/ui/kit/CodeSymbol.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { offerUndo } from '../../../../server/ui/kit/undo.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { useLocationId, useSession } from '../../../../server/ui/shell/session.ts';
import { OrderPaperButton } from '../../printing/ui/PaperButton.tsx';
import type { PickupRow } from '../contracts.ts';
import { roundOf } from '../live.ts';
import { readyEndpoint, stageEndpoint, undoReadyEndpoint } from '../work-contracts.ts';
import { BagPieces } from './BagPieces.tsx';
import { piecesOf } from './QueueRow.tsx';
import { shelveCopy } from './shelve-copy.ts';
import { readShelvingCode, shelvesInUse } from './shelf-codes.ts';
import './shelve.css';
import { usePickups } from './use-pickups.ts';

/** Bag and shelve one order, then tell the customer: scan the bag, scan the shelf, done. */
export function ShelveScreen(): ReactElement {
  const t = useCopy(shelveCopy);
  const go = useGo();
  const orderId = useAddressPart('orderId');
  const queue = usePickups(useLocationId() ?? '');
  const row = queue.data?.rows.find((one) => one.orderId === orderId);
  if (row && isToShelve(row))
    return <Shelve key={orderId} row={row} rows={queue.data?.rows ?? []} />;
  return (
    <ScreenFrame title={t('title')} back="/oggi" asOf={queue.asOf}>
      <Shown reading={queue} what={t('cannotRead')}>
        {() => (
          <EmptyState
            title={t('gone')}
            action={{ id: 'today', label: t('backToToday'), onPress: () => go('/oggi') }}
          />
        )}
      </Shown>
    </ScreenFrame>
  );
}

/** Not on its shelf yet, or there without its customer having been told. */
function isToShelve(row: PickupRow): boolean {
  if (row.state === 'staged') return row.fulfilment === 'pickup';
  return row.state === 'picking' || row.state === 'picked';
}

/** `48198-1`: what the first bag of an order is labelled with unless another label is scanned. */
function proposedBag(row: PickupRow): string {
  return `${row.number.replace(/\D/g, '')}-1`;
}

interface BagLabels {
  readonly bags: readonly string[];
  /** Not scanned yet: the first label that is scanned takes their place. */
  readonly proposed: boolean;
}

function withLabel({ bags, proposed }: BagLabels, bag: string): BagLabels {
  return { bags: proposed ? [bag] : [...new Set([...bags, bag])], proposed: false };
}

function Shelve({ row, rows }: { row: PickupRow; rows: readonly PickupRow[] }): ReactElement {
  const t = useCopy(shelveCopy);
  const stage = useCommandOf(stageEndpoint);
  const ready = useCommandOf(readyEndpoint);
  const [{ bags }, setLabels] = useState<BagLabels>({ bags: [proposedBag(row)], proposed: true });
  const [shelf, setShelf] = useState(row.shelf ?? '');
  const after = useAfterShelving(row, rows);
  useScan((scan) => {
    const code = scan.kind === 'text' ? readShelvingCode(scan.code) : null;
    if (!code) return PASSED;
    if (code.kind === 'shelf') {
      setShelf(code.shelf);
      return accepted(t('shelfTaken', { shelf: code.shelf }));
    }
    setLabels((before) => withLabel(before, code.bag));
    return accepted(t('bagTaken', { bag: code.bag }));
  });

  const onTheShelf = row.state === 'staged';
  // Nobody is told to come: the bag waits for the carrier.
  const toShip = row.fulfilment === 'shipping';
  const pending = stage.pending || ready.pending;
  const blocked = stage.offline
    ? t('needsNetwork')
    : row.state === 'picking'
      ? t('notPicked')
      : shelf.trim() === ''
        ? t('needsShelf')
        : null;
  const finish = async (tell: boolean): Promise<void> => {
    const { orderId, version } = row;
    const outcome = onTheShelf
      ? await ready.send({ orderId, expectedVersion: version })
      : await stage.send({
          orderId,
          bags: bags.filter((bag) => bag.trim() !== '').map((bag) => bag.trim().toUpperCase()),
          shelf: shelf.trim().toUpperCase(),
          ready: tell,
          expectedVersion: version,
        });
    if (outcome.done) after(tell ? outcome.reply : null);
  };
  const problem = stage.problem ?? ready.problem;
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle', { number: orderNumber(row.number), name: row.customerName })}
      back="/oggi"
      primary={{
        id: 'ready',
        label: toShip
          ? t('shelveToShip')
          : onTheShelf
            ? t('makeReady')
            : t('ready', { name: row.customerName }),
        icon: toShip ? IconTruckDelivery : IconBell,
        pending,
        blocked,
        onPress: () => void finish(!toShip),
      }}
      secondary={
        onTheShelf || toShip
          ? []
          : [
              {
                id: 'stage',
                label: t('onlyShelve'),
                compact: true,
                pending,
                blocked: null,
                onPress: () => blocked === null && void finish(false),
              },
            ]
      }
      aside={<BagLabel row={row} bag={bags[0] ?? ''} shelf={shelf} />}
      asideLabel={t('labelPreview')}
    >
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
      <div className="oc-shelve">
        {onTheShelf ? (
          <>
            <p>{t('alreadyStaged', { shelf: row.shelf ?? '' })}</p>
            <OrderPaperButton orderId={row.orderId} locationId={row.locationId} paper="bag-label" />
          </>
        ) : (
          <Labels
            bags={bags}
            shelf={shelf}
            rows={rows}
            onBags={(next) => setLabels((before) => ({ ...before, bags: next }))}
            onShelf={setShelf}
          />
        )}
        <BagPieces row={row} />
      </div>
    </ScreenFrame>
  );
}

/** The time the policy leaves before the customer is told, by the server’s clock alone. */
function undoSecondsOf({ readyAt, notifyAt }: PickupRow): number {
  if (readyAt === null || notifyAt === null) return 0;
  return Math.max(0, Math.round((Date.parse(notifyAt) - Date.parse(readyAt)) / 1000));
}

/** Tells that it is done, offers to take it back, and goes to the picker's next picked order. */
function useAfterShelving(
  row: PickupRow,
  rows: readonly PickupRow[],
): (ready: PickupRow | null) => void {
  const t = useCopy(shelveCopy);
  const go = useGo();
  const undo = useCommandOf(undoReadyEndpoint);
  const me = useSession().person.id;
  return (ready) => {
    if (ready) {
      offerUndo({
        words: t('told', { number: orderNumber(row.number), seconds: '{{seconds}}' }),
        seconds: undoSecondsOf(ready),
        onUndo: () => undo.send({ orderId: row.orderId }),
      });
    }
    const next = roundOf(rows, me).orders.find(
      (one) => one.orderId !== row.orderId && one.state === 'picked',
    );
    go(next ? `/sistema/${next.orderId}` : '/oggi', { replace: true });
  };
}

function Labels({
  bags,
  shelf,
  rows,
  onBags,
  onShelf,
}: {
  bags: readonly string[];
  shelf: string;
  rows: readonly PickupRow[];
  onBags: (bags: readonly string[]) => void;
  onShelf: (shelf: string) => void;
}): ReactElement {
  const t = useCopy(shelveCopy);
  const choices = shelvesInUse(rows).map((value) => ({ value, label: value }));
  return (
    <>
      <div className="oc-labels">
        {bags.map((bag, place) => (
          <TextInput
            // Bags have no names of their own: the place is who they are.
            key={place}
            label={bags.length === 1 ? t('bags') : t('bag', { place: place + 1 })}
            description={place === 0 ? t('bagsHint') : undefined}
            value={bag}
            onChange={(event) =>
              onBags(bags.map((one, at) => (at === place ? event.currentTarget.value : one)))
            }
          />
        ))}
        <Button
          leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
          onClick={() =>
            onBags([...bags, `${bags[0]?.replace(/-\d+$/, '') ?? 'B'}-${bags.length + 1}`])
          }
        >
          {t('addBag')}
        </Button>
      </div>
      <FieldChoice
        label={t('shelf')}
        choices={choices}
        value={choices.some(({ value }) => value === shelf) ? shelf : null}
        onChange={onShelf}
      />
      <TextInput
        label={t('otherShelf')}
        description={t('shelfHint')}
        value={shelf}
        maxLength={12}
        onChange={(event) => onShelf(event.currentTarget.value)}
      />
    </>
  );
}

/** The bag's label as it will be read from two metres. */
function BagLabel({
  row,
  bag,
  shelf,
}: {
  row: PickupRow;
  bag: string;
  shelf: string;
}): ReactElement {
  const t = useCopy(shelveCopy);
  const write = useFormat();
  return (
    <div className="bt-aside-pad">
      <p className="bt-quiet">{t('labelPreview')}</p>
      <div className="oc-bag-label">
        <span className="oc-bag-shelf">{shelf === '' ? '—' : shelf.toUpperCase()}</span>
        <strong>{row.customerName}</strong>
        <span>
          {t('pieces', { count: piecesOf(row) })} ·{' '}
          {row.dueMinor > 0
            ? t('toPay', { amount: write.money(row.dueMinor, row.currency) })
            : t('paid')}
        </span>
        {bag.trim() === '' ? null : <CodeSymbol kind="code128" code={bag.trim().toUpperCase()} />}
      </div>
    </div>
  );
}
