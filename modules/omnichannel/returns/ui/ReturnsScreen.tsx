import { Select, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconSearch } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { isFinal } from '../../../../server/ui/problem.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { reasonKey, thingCopy } from '../../approvals/ui/thing-copy.ts';
import { Found, FoundList } from '../../orders/ui/FoundList.tsx';
import { RETURN_REASONS, type ReturnReason } from '../domain/return.ts';
import { findReturnableEndpoint, type FoundOrder } from '../find-contracts.ts';
import type { ReturnRow } from '../reading-contracts.ts';
import { ofReason, statusOf } from './desk.ts';
import { DeskTable } from './DeskTable.tsx';
import { deskCopy } from './desk-copy.ts';
import './returns.css';
import { useDesk } from './use-desk.ts';
import { addressOf, useFindByScan } from './use-find.ts';

/** Resi: scan what the customer shows, or find the order; below, the files that wait for something. */
export function ReturnsScreen(): ReactElement {
  const t = useCopy(deskCopy);
  const say = useCopy(thingCopy);
  const locationId = useLocationId() ?? '';
  const desk = useDesk(locationId);
  const takes = useMay()('omnichannel.returns.take', locationId);
  const [text, setText] = useState('');
  const several = useFindByScan(locationId, takes);
  const [typed] = useDebouncedValue(text.trim(), TYPING_MS);
  const q = several ?? (typed.length >= LETTERS_ENOUGH ? typed : null);
  const [reason, setReason] = useReason();
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('scanFirst')}
      tools={
        <>
          {desk.data && desk.data.rows.length > 0 ? (
            <Select
              className="oc-return-reason"
              aria-label={t('why')}
              placeholder={t('anyReason')}
              data={RETURN_REASONS.map((value) => ({ value, label: say(reasonKey(value)) }))}
              clearable
              value={reason}
              onChange={setReason}
            />
          ) : null}
          {takes ? (
            <TextInput
              className="oc-return-search"
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : null}
        </>
      }
      asOf={desk.asOf}
      bleed
    >
      {q !== null && takes ? <Search q={q} locationId={locationId} /> : null}
      <Shown reading={desk} what={t('cannotRead')}>
        {({ rows }) =>
          rows.length === 0 && q === null ? (
            <EmptyState title={t('none')} icon={IconArrowBackUp} role="inchiostro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <Files rows={rows} reason={reason} onAll={() => setReason(null)} />
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

/** For which reason files are shown, in the address; null: for any. */
function useReason(): [reason: ReturnReason | null, choose: (reason: string | null) => void] {
  const [chosen, choose] = useAddressValue('motivo');
  return [RETURN_REASONS.find((each) => each === chosen) ?? null, choose];
}

function Files({
  rows,
  reason,
  onAll,
}: {
  readonly rows: readonly ReturnRow[];
  readonly reason: ReturnReason | null;
  readonly onAll: () => void;
}): ReactElement {
  const t = useCopy(deskCopy);
  const shown = ofReason(rows, reason);
  return shown.length === 0 && reason !== null ? (
    <EmptyState
      title={t('noneForReason')}
      icon={IconArrowBackUp}
      role="neutro"
      action={{ id: 'all', label: t('allReasons'), onPress: onAll }}
    />
  ) : (
    <DeskTable rows={shown} />
  );
}

const LETTERS_ENOUGH = 3;
const TYPING_MS = 300;

/** Orders of every shop and channel, and files, that fit what was typed. */
function Search({
  q,
  locationId,
}: {
  readonly q: string;
  readonly locationId: string;
}): ReactElement {
  const t = useCopy(deskCopy);
  const found = useQueryOf(
    findReturnableEndpoint,
    { locationId, q },
    { keepPrevious: true, freshSeconds: 0 },
  );
  const { problem } = found;
  return (
    <section className="bt-inset oc-return-found" aria-label={t('found')}>
      {problem && isFinal(problem) ? (
        // That there is no such order is an answer, not a failure.
        <p className="bt-quiet" role="status">
          {problem.detail ?? problem.title}
        </p>
      ) : (
        <Shown reading={found} what={t('cannotFind')}>
          {({ orders, files }) => (
            <FoundList>
              {orders.map((order) => (
                <FoundOrderRow key={order.orderId} order={order} />
              ))}
              {files.map((file) => (
                <Found key={file.returnId} to={`/resi/${file.returnId}`}>
                  <TwoLines
                    first={file.customerName}
                    second={`${file.number} · ${t('pieces', { count: file.pieces })}`}
                  />
                  <StatusBadge status={statusOf(file)} />
                </Found>
              ))}
            </FoundList>
          )}
        </Shown>
      )}
    </section>
  );
}

function FoundOrderRow({ order }: { readonly order: FoundOrder }): ReactElement {
  const t = useCopy(deskCopy);
  const say = useText();
  const write = useFormat();
  const { number, customerName, channelTitle, collectedAt, collectedAtName, returnable } = order;
  const where =
    collectedAt === null
      ? t('notCollected')
      : t('collected', { day: write.day(collectedAt), place: collectedAtName ?? '' });
  return (
    <Found to={addressOf(order)}>
      <TwoLines
        first={customerName}
        second={[t('order', { number: orderNumber(number) }), say(channelTitle), where].join(' · ')}
      />
      {order.announced ? (
        <StatusBadge status="requested" words={t('announced')} />
      ) : returnable === 0 ? (
        <StatusBadge status="alreadyReturned" />
      ) : (
        <span className="bt-quiet">{t('pieces', { count: returnable })}</span>
      )}
    </Found>
  );
}
