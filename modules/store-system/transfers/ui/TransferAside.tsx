import { Button } from '@mantine/core';
import {
  IconBan,
  IconCheck,
  IconClipboardCheck,
  IconPrinter,
  IconSend,
  IconTruckReturn,
  IconTruck,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CodeText } from '../../../../server/ui/kit/CodeText.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FactList, type Fact } from '../../../../server/ui/kit/FactList.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { TransferCard } from '../contracts.ts';
import { printShipment } from '../steps-contracts.ts';
import { transferCopy } from './copy.ts';
import { missingOf, RecallDialog } from './RecallDialog.tsx';
import { recallCopy } from './recall-copy.ts';
import { usePapers } from './use-papers.ts';

interface Props {
  readonly card: TransferCard;
  readonly locationId: string;
}

/** What has happened so far, and the papers of each parcel. */
export function TransferAside({ card, locationId }: Props): ReactElement {
  const t = useCopy(transferCopy);
  return (
    <div className="bt-aside-pad ss-transfer-aside">
      <h2 className="ss-transfer-subtitle">{t('papers')}</h2>
      {card.shipments.length === 0 ? <p className="bt-quiet">{t('noPapers')}</p> : null}
      {card.shipments.map((shipment) => (
        <Shipment
          key={shipment.shipmentId}
          card={card}
          shipment={shipment}
          locationId={locationId}
        />
      ))}
      <h2 className="ss-transfer-subtitle">{t('happened')}</h2>
      <FactList label={t('happened')} ordered facts={useFacts(card)} />
    </div>
  );
}

function Shipment({
  card,
  shipment,
  locationId,
}: Props & {
  readonly shipment: TransferCard['shipments'][number];
}): ReactElement {
  const t = useCopy(transferCopy);
  const write = useFormat();
  const now = useMinute();
  const print = useCommandOf(printShipment);
  const { papers, tell } = usePapers(locationId);
  const { document, parcels, code, startedAt, carriedBy, carrier, shipmentId } = shipment;
  const pieces = shipment.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <section className="bt-panel ss-transfer-paper" aria-label={document.written}>
      <strong>
        {t(document.kind)} {document.written}
      </strong>
      <span>
        {t('count', { count: pieces })} · {t('parcelCount', { count: parcels })} ·{' '}
        {carrier ?? t(`by_${carriedBy}`)}
      </span>
      <span className="bt-quiet">{write.moment(startedAt, now)}</span>
      <CodeText code={code} />
      <Button
        leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
        loading={print.pending}
        disabled={print.offline}
        onClick={() =>
          void print
            .send({ shipmentId, locationId, paper: 'transport-document' })
            .then((outcome) => (outcome.done ? tell(outcome.reply.jobIds) : undefined))
        }
      >
        {t('printAgain')}
      </Button>
      <span role="status" className="bt-quiet">
        {papers?.on === 'printer' ? t('printingOn', { printer: papers.name }) : null}
        {papers?.on === 'pdf'
          ? papers.urls.map((url) => (
              <a key={url} href={url} target="_blank" rel="noopener">
                {t('openPdf')}
              </a>
            ))
          : null}
      </span>
      {print.problem ? <ErrorState problem={print.problem} reading={false} /> : null}
      <Recall card={card} shipment={shipment} locationId={locationId} />
    </section>
  );
}

/** The sender takes a parcel back that will not arrive; nobody else can. */
function Recall({
  card,
  shipment,
  locationId,
}: Props & { readonly shipment: TransferCard['shipments'][number] }): ReactElement | null {
  const t = useCopy(recallCopy);
  const may = useMay()('store-system.transfers.resolve', locationId);
  const [open, setOpen] = useState(false);
  if (open) return <RecallDialog card={card} shipment={shipment} onClose={() => setOpen(false)} />;
  if (!may || card.from.locationId !== locationId || missingOf(shipment) === 0) return null;
  return (
    <Button
      variant="subtle"
      aria-label={t('recallOf', { document: shipment.document.written })}
      leftSection={<IconTruckReturn size={20} stroke={1.8} aria-hidden />}
      onClick={() => setOpen(true)}
    >
      {t('recall')}
    </Button>
  );
}

/** What both sides did, in its order. */
function useFacts(card: TransferCard): readonly Fact[] {
  const t = useCopy(transferCopy);
  const write = useFormat();
  const now = useMinute();
  const { transfer, requestedByName, acceptedByName, answeredAt, declined } = card;
  const asked: Fact = {
    id: 'asked',
    role: 'neutro',
    icon: IconSend,
    title: t('requestedBy', { name: requestedByName }),
    right: write.moment(transfer.requestedAt, now),
  };
  const answered: Fact[] =
    answeredAt === null
      ? []
      : [
          {
            id: 'answered',
            role: declined ? 'ritardo' : 'pronto',
            icon: declined ? IconBan : IconCheck,
            title: t(declined ? 'declinedBy' : 'acceptedBy', {
              name: acceptedByName ?? card.from.name,
            }),
            right: write.moment(answeredAt, now),
          },
        ];
  const sent = [...card.shipments]
    .reverse()
    .map(({ shipmentId, shippedByName, startedAt, document }): Fact => ({
      id: shipmentId,
      role: 'lavoro',
      icon: IconTruck,
      title: t('sentBy', { name: shippedByName }),
      detail: document.written,
      right: write.moment(startedAt, now),
    }));
  const arrived = [...card.receipts]
    .reverse()
    .map(({ receiptId, byName, at, asSent, lines }): Fact => ({
      id: receiptId,
      role: 'pronto',
      icon: IconClipboardCheck,
      title: t('receivedBy', { name: byName }),
      detail: asSent
        ? t('asSent')
        : t('count', { count: lines.reduce((sum, { good, damaged }) => sum + good + damaged, 0) }),
      right: write.moment(at, now),
    }));
  return [asked, ...answered, ...sent, ...arrived];
}
