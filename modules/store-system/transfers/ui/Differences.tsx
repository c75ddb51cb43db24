import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { Discrepancy, TransferCard } from '../contracts.ts';
import type { Answerer, Resolution } from '../domain/words.ts';
import { resolveDiscrepancy } from '../steps-contracts.ts';
import { transferCopy } from './copy.ts';
import { LineCard } from './TransferLines.tsx';

interface Props {
  readonly card: TransferCard;
  readonly locationId: string;
}

/** What did not come as the paper said: what it was and who answers, or how it was cleared. */
export function Differences({ card, locationId }: Props): ReactElement | null {
  const t = useCopy(transferCopy);
  if (card.discrepancies.length === 0) return null;
  return (
    <section aria-label={t('differencesTitle')}>
      <h2 className="ss-transfer-subtitle">{t('differencesTitle')}</h2>
      <ul className="ss-transfer-lines">
        {card.discrepancies.map((difference) => (
          <li key={difference.discrepancyId}>
            <Difference difference={difference} card={card} locationId={locationId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Difference({
  difference,
  card,
  locationId,
}: Props & { readonly difference: Discrepancy }): ReactElement | null {
  const t = useCopy(transferCopy);
  const line = card.lines.find(({ lineId }) => lineId === difference.lineId);
  const may = useMay()('store-system.transfers.resolve', locationId);
  if (!line) return null;
  const { resolved, kind, quantity, choices } = difference;
  return (
    <LineCard
      line={line}
      chosen={resolved === null}
      right={
        <Badge
          role={resolved ? 'neutro' : 'ritardo'}
          icon={resolved ? IconCheck : IconAlertTriangle}
        >
          {t(`kind_${kind}`, { count: quantity })}
        </Badge>
      }
    >
      {resolved ? <Cleared resolved={resolved} card={card} /> : null}
      {!resolved && may && choices.length > 0 ? (
        <Resolve difference={difference} card={card} />
      ) : null}
      {!resolved && (!may || choices.length === 0) ? (
        <span className="bt-quiet">{t('othersClear')}</span>
      ) : null}
    </LineCard>
  );
}

function Cleared({
  resolved,
  card,
}: {
  readonly resolved: NonNullable<Discrepancy['resolved']>;
  readonly card: TransferCard;
}): ReactElement {
  const t = useCopy(transferCopy);
  const write = useFormat();
  const now = useMinute();
  const { resolution, answers, byName, at, note } = resolved;
  return (
    <span className="bt-quiet">
      {answers === null
        ? t(`resolution_${resolution}`)
        : t('clearedAs', {
            what: t(`resolution_${resolution}`),
            who: answererName(card, answers, t('theCarrier')),
          })}
      {' · '}
      {byName}, {write.moment(at, now)}
      {note === null ? '' : ` · ${note}`}
    </span>
  );
}

function answererName(
  card: TransferCard,
  answers: Discrepancy['choices'][number]['answers'],
  carrier: string,
): string {
  if (answers === 'carrier') return carrier;
  return answers === 'source' ? card.from.name : card.to.name;
}

function Resolve({
  difference,
  card,
}: {
  readonly difference: Discrepancy;
  readonly card: TransferCard;
}): ReactElement {
  const t = useCopy(transferCopy);
  const [what, setWhat] = useState<Resolution | null>(null);
  const [who, setWho] = useState<Answerer | null>(null);
  const resolve = useCommandOf(resolveDiscrepancy);
  const { choices, discrepancyId } = difference;
  const kinds = [...new Set(choices.map(({ resolution }) => resolution))];
  const answerers = choices.filter(({ resolution }) => resolution === what);
  // Where only one can answer for it, nobody is asked who does.
  const choice =
    answerers.length === 1 ? answerers[0] : answerers.find(({ answers }) => answers === who);
  return (
    <div className="ss-transfer-resolve">
      {resolve.problem ? <ErrorState problem={resolve.problem} reading={false} /> : null}
      <FieldChoice<Resolution>
        label={t('whatWasIt')}
        choices={kinds.map((value) => ({ value, label: t(`resolution_${value}`) }))}
        value={what}
        onChange={(next) => {
          setWhat(next);
          setWho(null);
        }}
      />
      {answerers.length > 1 ? (
        <FieldChoice<Answerer>
          label={t('whoAnswers')}
          choices={answerers.map(({ answers }) => ({
            value: answers,
            label: answererName(card, answers, t('theCarrier')),
          }))}
          value={who}
          onChange={setWho}
        />
      ) : null}
      {choice ? (
        <ActionButton
          action={{
            id: 'resolve',
            label: t('clear'),
            pending: resolve.pending,
            blocked: resolve.offline ? t('needsNetwork') : null,
            onPress: () =>
              void resolve.send({
                discrepancyId,
                resolution: choice.resolution,
                answers: choice.answers,
              }),
          }}
        />
      ) : null}
    </div>
  );
}
