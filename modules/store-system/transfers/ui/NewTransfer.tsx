import { Select, TextInput } from '@mantine/core';
import { IconBarcode, IconSend, IconTruckDelivery } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import type { Choice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import '../../stock/ui/finder.css';
import { listReasonCodes } from '../../../base/reason-codes/contracts.ts';
import { askForTransfer, sendGoods } from '../asking-contracts.ts';
import { CAUSALS, USUAL_CAUSAL } from '../domain/words.ts';
import { newCopy } from './new-copy.ts';
import { PlaceChoice } from './PlaceChoice.tsx';
import './transfers.css';
import { useWanted, type Wanted } from './use-wanted.ts';
import { piecesWanted, placesFor, tooFew, type PlaceRow } from './wanted.ts';
import { WantedLines } from './WantedLines.tsx';
import { WantedSearch } from './WantedSearch.tsx';

type Mode = 'ask' | 'send';

/** Chiedi merce: goods of another place are asked for; it says yes or no. */
export function AskScreen(): ReactElement {
  return <NewTransfer mode="ask" />;
}

/** Spedisci merce: goods leave unasked; they are kept back at once and picked next. */
export function SendScreen(): ReactElement {
  return <NewTransfer mode="send" />;
}

interface Explained {
  readonly causal: string | null;
  readonly note: string;
}

/** Why goods move, as the chain has it now; the usual reason is proposed while there is one. */
function useReasons(causal: string | null) {
  const say = useText();
  const reading = useQueryOf(listReasonCodes, { kind: CAUSALS });
  const choices = (reading.data?.reasonCodes ?? [])
    .filter(({ active }) => active)
    .map(({ code, titleIt, titleEn }): Choice<string> => ({
      value: code,
      label: say({ it: titleIt, en: titleEn }),
    }));
  const known = choices.some(({ value }) => value === causal);
  return { choices, causal: known ? causal : null, problem: reading.data ? null : reading.problem };
}

function NewTransfer({ mode }: { readonly mode: Mode }): ReactElement {
  const t = useCopy(newCopy);
  const hereId = useLocationId() ?? '';
  const wanted = useWanted(hereId);
  const places = placesFor(mode, wanted.lines, wanted.views, hereId);
  const [asked] = useAddressValue('da');
  const [wish, setWish] = useState<string | null>(asked);
  // Whoever can give most stands first and is proposed; where goods are sent, nobody guesses.
  const place =
    places.find(({ location }) => location.locationId === wish) ??
    (mode === 'ask' ? places[0] : undefined);
  const [why, setWhy] = useState<Explained>({ causal: USUAL_CAUSAL, note: '' });
  const reasons = useReasons(why.causal);
  const explained = { ...why, causal: reasons.causal };
  const sending = useSending(mode, wanted, place, explained, hereId);
  return (
    <ScreenFrame
      title={t(mode)}
      subtitle={t(mode === 'ask' ? 'askHint' : 'sendHint')}
      back={mode === 'ask' ? '/trasferimenti' : '/trasferimenti?verso=uscita'}
      unsaved={wanted.begun}
      primary={sending.action}
      actionsAt="aside"
      asideLabel={t(mode === 'ask' ? 'fromWhom' : 'toWhom')}
      aside={
        <>
          <PlaceChoice
            mode={mode}
            rows={places}
            pieces={piecesWanted(wanted.lines)}
            chosen={place?.location.locationId ?? null}
            onChoose={setWish}
          />
          <Why why={explained} reasons={reasons} onChange={setWhy} />
        </>
      }
    >
      {sending.problem ? <ErrorState problem={sending.problem} reading={false} /> : null}
      <WantedSearch hereId={hereId} onAdd={wanted.add} />
      {wanted.lines.length === 0 ? (
        <EmptyState title={t('empty')} icon={IconBarcode} role="neutro">
          {t('emptyText')}
        </EmptyState>
      ) : (
        <WantedLines mode={mode} wanted={wanted} hereId={hereId} />
      )}
    </ScreenFrame>
  );
}

function Why({
  why,
  reasons,
  onChange,
}: {
  readonly why: Explained;
  readonly reasons: ReturnType<typeof useReasons>;
  readonly onChange: (why: Explained) => void;
}): ReactElement {
  const t = useCopy(newCopy);
  return (
    <div className="bt-aside-pad ss-transfer-form">
      {reasons.problem ? <ErrorState problem={reasons.problem} reading /> : null}
      <Select
        label={t('reason')}
        data={[...reasons.choices]}
        value={why.causal}
        allowDeselect={false}
        onChange={(code) => onChange({ ...why, causal: code })}
      />
      <TextInput
        label={t('note')}
        maxLength={500}
        value={why.note}
        onChange={(event) => onChange({ ...why, note: event.currentTarget.value })}
      />
    </div>
  );
}

/** The one button: what it does, or why it cannot yet; a refusal leaves all that was written. */
function useSending(
  mode: Mode,
  wanted: Wanted,
  place: PlaceRow | undefined,
  { causal, note }: Explained,
  hereId: string,
) {
  const t = useCopy(newCopy);
  const go = useGo();
  const ask = useCommandOf(askForTransfer);
  const send = useCommandOf(sendGoods);
  const { pending, offline, problem } = mode === 'ask' ? ask : send;
  const { lines } = wanted;
  const count = piecesWanted(lines);
  const lacking = mode === 'send' ? tooFew(lines, wanted.views, hereId).length : 0;
  const blocked = offline
    ? t('needsNetwork')
    : count === 0
      ? t('addFirst')
      : lacking > 0
        ? t('tooFewHere')
        : !place
          ? t('choosePlace')
          : causal === null
            ? t('chooseReason')
            : null;
  const onPress = async (): Promise<void> => {
    if (!place || causal === null) return;
    const there = place.location.locationId;
    const written = note.trim();
    const body = {
      lines: lines.map(({ itemId, quantity }) => ({ itemId, quantity })),
      causal,
      ...(written === '' ? {} : { note: written }),
    };
    const outcome =
      mode === 'ask'
        ? await ask.send({ from: there, to: hereId, ...body })
        : await send.send({ from: hereId, to: there, ...body });
    if (outcome.done) go(`/trasferimenti/${outcome.reply.transfer.transferId}`, { replace: true });
    else wanted.lookAgain();
  };
  // Whom it goes to stands chosen right above: with the name the button would not fit.
  const label = count === 0 ? t(`${mode}Bare`) : t(`${mode}Go`, { count });
  return {
    problem,
    action: {
      id: mode,
      label,
      icon: mode === 'ask' ? IconSend : IconTruckDelivery,
      pending,
      blocked,
      onPress: () => void onPress(),
    },
  };
}
