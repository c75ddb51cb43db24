import { Button, Select, TextInput } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { dayAt } from '../../../../server/kernel/time.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { inboxEndpoint } from '../contracts.ts';
import {
  delegateEndpoint,
  delegationsEndpoint,
  endDelegationEndpoint,
  type DelegationShown,
} from '../policy-contracts.ts';
import './approvals.css';
import { PinDialog } from './PinDialog.tsx';
import { daysOf, emptyStandIn, flawOf, spanOf, type StandInForm } from './stand-in-form.ts';
import { standInsCopy } from './stand-ins-copy.ts';

type StandIns = ReplyOf<typeof delegationsEndpoint>;

/** Chi decide per me: a colleague answers in one's place for some days; and for whom one does so. */
export function StandInsScreen(): ReactElement {
  const t = useCopy(standInsCopy);
  const { zone } = useFormat().reader;
  const now = useMinute();
  const today = dayAt(zone, now);
  const standIns = useQueryOf(delegationsEndpoint, {}, { freshSeconds: 0 });
  const [form, setForm] = useState<StandInForm>(() => emptyStandIn(today));
  const [asked, setAsked] = useState(false);
  const give = useCommandOf(delegateEndpoint, {
    refreshes: [delegationsEndpoint, inboxEndpoint],
    onDone: () => setForm(emptyStandIn(today)),
  });
  const chosen = standIns.data?.people.find(({ id }) => id === form.personId);
  const flaw = flawOf(form, today);
  const note = form.note.trim();
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle')}
      back="/autorizzazioni"
      asOf={standIns.asOf}
      primary={{
        id: 'give',
        label: chosen ? t('giveTo', { name: chosen.name }) : t('give'),
        icon: IconUserShare,
        blocked: give.offline ? t('needsNetwork') : flaw && t(flaw),
        onPress: () => {
          give.forget();
          setAsked(true);
        },
      }}
    >
      <Shown reading={standIns} what={t('cannotRead')}>
        {(view) => (
          <div className="oc-stand-ins">
            <StandInFields people={view.people} form={form} today={today} onChange={setForm} />
            <Delegations delegations={view.delegations} />
          </div>
        )}
      </Shown>
      {asked && chosen ? (
        <PinDialog
          what={t('pinFor', { name: chosen.name })}
          pending={give.pending}
          problem={give.problem}
          onPin={async (pin) => {
            const { done } = await give.send({
              pin,
              personId: chosen.id,
              ...spanOf(form, zone, new Date()),
              ...(note === '' ? {} : { note }),
            });
            if (done) setAsked(false);
            return done;
          }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </ScreenFrame>
  );
}

function StandInFields({
  people,
  form,
  today,
  onChange,
}: {
  readonly people: StandIns['people'];
  readonly form: StandInForm;
  readonly today: string;
  readonly onChange: (form: StandInForm) => void;
}): ReactElement {
  const t = useCopy(standInsCopy);
  const day = (which: 'first' | 'last', least: string) => (
    <TextInput
      type="date"
      label={t(which)}
      min={least}
      value={form[which]}
      onChange={(event) => onChange({ ...form, [which]: event.currentTarget.value })}
    />
  );
  return (
    <section className="bt-panel oc-stand-in">
      <p className="bt-quiet">{people.length === 0 ? t('nobody') : t('explain')}</p>
      <Select
        label={t('person')}
        placeholder={t('choosePerson')}
        searchable
        disabled={people.length === 0}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.personId}
        onChange={(personId) => onChange({ ...form, personId })}
      />
      <div className="oc-stand-in-days">
        {day('first', today)}
        {day('last', form.first || today)}
      </div>
      <TextInput
        label={t('note')}
        maxLength={200}
        value={form.note}
        onChange={(event) => onChange({ ...form, note: event.currentTarget.value })}
      />
    </section>
  );
}

function Delegations({
  delegations,
}: {
  readonly delegations: readonly DelegationShown[];
}): ReactElement {
  const t = useCopy(standInsCopy);
  const end = useCommandOf(endDelegationEndpoint, {
    refreshes: [delegationsEndpoint, inboxEndpoint],
  });
  if (delegations.length === 0) {
    return (
      <EmptyState title={t('none')} icon={IconUserShare} role="neutro">
        {t('noneText')}
      </EmptyState>
    );
  }
  return (
    <section aria-label={t('now')}>
      <h2 className="oc-stand-ins-title">{t('now')}</h2>
      {end.problem ? <ErrorState problem={end.problem} reading={false} /> : null}
      <ul className="oc-stand-ins-list">
        {delegations.map((delegation) => (
          <li key={delegation.delegationId}>
            <One
              delegation={delegation}
              busy={end.pending || end.offline}
              onEnd={() => void end.send({ delegationId: delegation.delegationId })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({
  delegation: { from, to, note, ...span },
  busy,
  onEnd,
}: {
  readonly delegation: DelegationShown;
  readonly busy: boolean;
  readonly onEnd: () => void;
}): ReactElement {
  const t = useCopy(standInsCopy);
  const write = useFormat();
  const { person } = useSession();
  const mine = from.id === person.id;
  const { first, last } = daysOf(span, write.reader.zone);
  const written = (day: string): string => write.day(`${day}T11:00:00Z`);
  const days =
    first === last
      ? t('oneDay', { day: written(first) })
      : t('span', { first: written(first), last: written(last) });
  return (
    <>
      <TwoLines
        first={mine ? t('to', { name: to.name }) : t('from', { name: from.name })}
        second={note === null ? days : `${days} · ${note}`}
      />
      {mine ? (
        <Button disabled={busy} onClick={onEnd}>
          {t('end')}
        </Button>
      ) : null}
    </>
  );
}
