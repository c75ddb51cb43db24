import { Select } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { Checks } from './Checks.tsx';
import { copy } from './copy.ts';
import { useOwnBasket } from './own-basket.ts';
import { OwnBasket } from './OwnBasket.tsx';
import { PastBaskets } from './PastBaskets.tsx';
import { Replays } from './Replays.tsx';
import './simulator.css';
import { useSubjects, VIEWS, type Subject, type View } from './subject.ts';

const STATUS: Readonly<Record<string, Status>> = {
  draft: 'draft',
  submitted: 'inApproval',
  scheduled: 'scheduled',
  live: 'active',
  paused: 'paused',
};

/** Simulatore: own baskets, past ones and whole periods, with and without what is being prepared. */
export function SimulatorScreen(): ReactElement {
  const t = useCopy(copy);
  const subjects = useSubjects();
  const { chosen, view } = subjects;
  const basket = useOwnBasket(chosen);
  const status = chosen ? STATUS[chosen.phase] : undefined;
  return (
    <ScreenFrame
      title={t('title')}
      badge={status ? <StatusBadge status={status} /> : undefined}
      asOf={subjects.reading.asOf}
    >
      <Shown reading={subjects.reading} what={t('cannotRead')}>
        {() => (
          <>
            <div className="lp-sim-head">
              <SubjectField subjects={subjects} />
              <FieldChoice<View>
                label={t('view')}
                joined
                choices={VIEWS.map((value) => ({ value, label: t(`view-${value}`) }))}
                value={view}
                onChange={subjects.show}
              />
            </div>
            {view === 'basket' ? (
              <OwnBasket basket={basket} subject={chosen} />
            ) : chosen === null ? (
              <EmptyState title={t('chooseSubject')} icon={IconFlask} role="neutro">
                {t('chooseSubjectText')}
              </EmptyState>
            ) : view === 'past' ? (
              <PastBaskets basket={basket} subject={chosen} />
            ) : view === 'replay' ? (
              <Replays subject={chosen} />
            ) : (
              <Checks subject={chosen} />
            )}
          </>
        )}
      </Shown>
    </ScreenFrame>
  );
}

const NOTHING = 'live';

function SubjectField({
  subjects: { all, chosen, choose },
}: {
  readonly subjects: ReturnType<typeof useSubjects>;
}): ReactElement {
  const t = useCopy(copy);
  const of = (kind: Subject['kind']) =>
    all.filter((one) => one.kind === kind).map(({ id, name }) => ({ value: id, label: name }));
  const groups = [
    { group: t('promotions'), items: of('promotion') },
    { group: t('changes'), items: of('change-set') },
  ];
  return (
    <Select
      label={t('subject')}
      searchable
      allowDeselect={false}
      data={[
        { value: NOTHING, label: t('liveOnly') },
        ...groups.filter(({ items }) => items.length > 0),
      ]}
      value={chosen?.id ?? NOTHING}
      onChange={(id) => choose(all.find((one) => one.id === id) ?? null)}
    />
  );
}
