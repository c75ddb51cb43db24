import { TextInput } from '@mantine/core';
import { IconHandGrab, IconScan, IconSearch } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useClient, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { tellScan, useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { listOrdersEndpoint } from '../../orders/reading-contracts.ts';
import { Found, FoundList } from '../../orders/ui/FoundList.tsx';
import { ORDER_STATUS } from '../../orders/ui/order-status.ts';
import { findByCodeEndpoint, type FoundByCode } from '../contracts.ts';
import { codeInHand, dropCode, takeCode } from './code-in-hand.ts';
import './handover.css';
import { handoverCopy } from './handover-copy.ts';

type Elsewhere = Exclude<FoundByCode, { outcome: 'here' }>;

/** Consegna: scan the customer's code, or find the order by name when there is none. */
export function HandoverScreen(): ReactElement {
  const t = useCopy(handoverCopy);
  const go = useGo();
  const client = useClient();
  const locationId = useLocationId() ?? '';
  const [elsewhere, setElsewhere] = useState<Elsewhere | null>(null);

  const open = async (code: string): Promise<ScanResult> => {
    try {
      const found = await client.call(findByCodeEndpoint, { locationId, code });
      if (found.outcome !== 'here') {
        dropCode();
        setElsewhere(found);
        return refused(t(titleOf(found), { store: storeOf(found) }));
      }
      takeCode(code);
      go(`/consegna/${found.card.orderId}`);
      return accepted(found.card.row.customerName, t('codeValid'));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
  };
  useScan((scan) => (scan.kind === 'pickup' ? open(scan.code) : PASSED));
  // A code scanned on another screen led here.
  useEffect(() => {
    const code = codeInHand();
    if (code !== null) {
      void open(code).then((found) => found.outcome !== 'passed' && tellScan(found));
    }
    // oxlint-disable-next-line react/exhaustive-deps -- once, for the code that led here
  }, []);

  return (
    <ScreenFrame title={t('title')}>
      <div className="oc-desk">
        {elsewhere ? (
          <NotHere found={elsewhere} />
        ) : (
          <EmptyState title={t('scanTitle')} icon={IconScan} role="inchiostro">
            {t('scanText')}
          </EmptyState>
        )}
        <FindByName locationId={locationId} />
      </div>
    </ScreenFrame>
  );
}

function titleOf(
  found: Elsewhere,
): 'otherStore' | 'alreadyCollected' | 'wasCancelled' | 'overNoShow' | 'overRefused' {
  if (found.outcome === 'over') return found.state === 'no-show' ? 'overNoShow' : 'overRefused';
  if (found.outcome === 'other-store') return 'otherStore';
  return found.outcome === 'collected' ? 'alreadyCollected' : 'wasCancelled';
}

function storeOf(found: Elsewhere): string {
  return found.outcome === 'other-store' ? found.locationName : '';
}

const COLLECTORS = {
  customer: 'byCustomer',
  delegate: 'byDelegate',
  carrier: 'byCarrier',
} as const;

/** Why the goods are not here, in the words to tell the customer. */
function NotHere({ found }: { found: Elsewhere }): ReactElement {
  const t = useCopy(handoverCopy);
  const write = useFormat();
  const now = new Date();
  const number = orderNumber(found.number);
  const words =
    found.outcome === 'other-store'
      ? t('otherStoreText', { number })
      : found.outcome === 'collected'
        ? t('alreadyCollectedText', {
            number,
            name: found.handedBy,
            when: write.moment(found.collectedAt, now),
            collector: t(COLLECTORS[found.collector]),
          })
        : found.outcome === 'cancelled'
          ? t('wasCancelledText', { number, when: write.moment(found.cancelledAt, now) })
          : t(found.state === 'no-show' ? 'overNoShowText' : 'overRefusedText', {
              number,
              when: write.moment(found.endedAt, now),
            });
  return (
    <EmptyState
      title={t(titleOf(found), { store: storeOf(found) })}
      icon={IconHandGrab}
      role="attesa"
    >
      {words}
    </EmptyState>
  );
}

const LETTERS_ENOUGH = 2;
const TYPING_MS = 200;

function FindByName({ locationId }: { locationId: string }): ReactElement {
  const t = useCopy(handoverCopy);
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const asked = q.length >= LETTERS_ENOUGH;
  const found = useQueryOf(
    listOrdersEndpoint,
    { locationId, q: q || '-', limit: 8 },
    { when: asked, keepPrevious: true, freshSeconds: 0 },
  );
  return (
    <section aria-label={t('results')}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {asked ? (
        <Shown reading={found} what={t('cannotRead')}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="bt-quiet oc-none">{t('noResults', { q })}</p>
            ) : (
              <FoundList>
                {items.map((order) => (
                  <Found key={order.orderId} to={`/consegna/${order.orderId}`}>
                    <TwoLines
                      first={<strong>{order.customerName}</strong>}
                      second={`${orderNumber(order.number)} · ${t('pieces', { count: order.pieces })}`}
                    />
                    <StatusBadge status={ORDER_STATUS[order.state]} />
                  </Found>
                ))}
              </FoundList>
            )
          }
        </Shown>
      ) : null}
    </section>
  );
}
