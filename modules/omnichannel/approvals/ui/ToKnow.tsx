import {
  IconAlertTriangle,
  IconArrowForwardUp,
  IconCheck,
  IconInfoCircle,
  IconUser,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FactList, type Fact } from '../../../../server/ui/kit/FactList.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { approvalEndpoint, type ApprovalRow } from '../contracts.ts';
import { approvalCopy } from './copy.ts';

const LOOKS = {
  info: { role: 'neutro', icon: IconInfoCircle },
  warning: { role: 'attesa', icon: IconAlertTriangle },
  danger: { role: 'ritardo', icon: IconAlertTriangle },
} as const;

/** What speaks for and against it, and what was said about it so far. */
export function ToKnow({ row }: { readonly row: ApprovalRow }): ReactElement {
  const t = useCopy(approvalCopy);
  const say = useText();
  const facts = row.notes.map(({ code, level, title, detail }, place): Fact => ({
    id: `${place}-${code}`,
    ...LOOKS[level],
    title: say(title),
    ...(detail === null ? {} : { detail: say(detail) }),
  }));
  return (
    <div className="bt-aside-pad oc-request-aside">
      <h2>{t('toKnow')}</h2>
      {facts.length === 0 ? (
        <FactList
          label={t('toKnow')}
          facts={[{ id: 'none', role: 'pronto', icon: IconCheck, title: t('nothingToKnow') }]}
        />
      ) : (
        <FactList label={t('toKnow')} facts={facts} />
      )}
      <Said row={row} />
      <p className="bt-hint">{t('firstDecides')}</p>
    </div>
  );
}

/** What was answered so far: handed over, an offer that the customer declined. */
function Said({ row }: { readonly row: ApprovalRow }): ReactElement | null {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const now = useMinute();
  const card = useQueryOf(
    approvalEndpoint,
    { approvalId: row.approvalId },
    { freshSeconds: 5, when: row.version > 1 },
  );
  const told = (card.data?.answers ?? []).filter(({ kind }) => kind in TOLD);
  if (told.length === 0) return null;
  return (
    <>
      <h2>{t('soFar')}</h2>
      <FactList
        label={t('soFar')}
        ordered
        facts={told.map(({ version, kind, by, at }) => ({
          id: String(version),
          role: 'neutro',
          icon: kind === 'delegate' ? IconArrowForwardUp : IconUser,
          title: t(TOLD[kind as keyof typeof TOLD]),
          detail: by.name,
          right: write.moment(at, now),
        }))}
      />
    </>
  );
}

const TOLD = {
  delegate: 'saidHandedOn',
  counter: 'saidCountered',
  'decline-offer': 'saidDeclined',
  escalate: 'saidEscalated',
} as const;
