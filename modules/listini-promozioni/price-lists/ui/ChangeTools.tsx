import { ActionIcon, Button, Menu, Select } from '@mantine/core';
import {
  IconAdjustments,
  IconAlertTriangle,
  IconArrowsDiff,
  IconCalendarEvent,
  IconCheck,
  IconClipboardText,
  IconDots,
  IconPercentage,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Badge, StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { STATUS } from '../../../../server/ui/kit/status.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import { changeCopy } from './change-copy.ts';
import './change.css';
import type { OpenDialog } from './ChangeDialogs.tsx';
import { copy } from './copy.ts';
import { changeSpan, CHANGE_STATUS } from './list-words.ts';
import { termsCopy } from './terms-copy.ts';
import type { Check } from './use-check.ts';

const TODAY = 'oggi';

/** Which prices are shown: today's, or what a change makes of them; and what can be done in a draft. */
export function ChangeTools({
  changes,
  change,
  editable,
  onChoose,
  onOpen,
  mayPrepare,
}: {
  readonly changes: readonly ChangeSetReply[];
  readonly change: ChangeSetReply | null;
  readonly editable: boolean;
  readonly onChoose: (changeSetId: string | null) => void;
  readonly onOpen: (dialog: OpenDialog) => void;
  /** New terms, and changes of prices. */
  readonly mayPrepare: boolean;
}): ReactElement {
  const t = useCopy(changeCopy);
  const say = useText();
  const all = changes.filter(({ phase }) => phase !== 'discarded');
  const known = change === null || all.some(({ id }) => id === change.id) ? all : [change, ...all];
  return (
    <>
      <Select
        size="sm"
        w={280}
        aria-label={t('shownPrices')}
        allowDeselect={false}
        data={[
          { value: TODAY, label: t('pricesOfToday') },
          ...known.map(({ id, title, phase }) => ({
            value: id,
            label: `${title} · ${say(STATUS[CHANGE_STATUS[phase]].words)}`,
          })),
        ]}
        value={change?.id ?? TODAY}
        onChange={(value) => onChoose(value === TODAY ? null : value)}
      />
      {editable ? (
        <>
          <Button
            size="sm"
            leftSection={<IconPercentage size={18} stroke={1.8} aria-hidden />}
            onClick={() => onOpen({ kind: 'bulk' })}
          >
            {t('bulk')}
          </Button>
          <Button
            size="sm"
            leftSection={<IconClipboardText size={18} stroke={1.8} aria-hidden />}
            onClick={() => onOpen({ kind: 'paste', text: '' })}
          >
            {t('paste')}
          </Button>
        </>
      ) : null}
      <MoreMenu editable={editable} mayPrepare={mayPrepare} change={change} onOpen={onOpen} />
    </>
  );
}

/** What is needed now and then: terms, versions beside each other, dates, putting away. */
function MoreMenu({
  editable,
  mayPrepare,
  change,
  onOpen,
}: {
  readonly editable: boolean;
  readonly mayPrepare: boolean;
  readonly change: ChangeSetReply | null;
  readonly onOpen: (dialog: OpenDialog) => void;
}): ReactElement {
  const t = useCopy(changeCopy);
  const say = useCopy(termsCopy);
  const item = (kind: 'terms' | 'compare' | 'plan' | 'discard', Shape: Icon, words: string) => (
    <Menu.Item
      key={kind}
      leftSection={<Shape size={18} stroke={1.8} aria-hidden />}
      onClick={() => onOpen({ kind })}
    >
      {words}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={40} aria-label={say('menu')}>
          <IconDots size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayPrepare && (change === null || editable)
          ? item('terms', IconAdjustments, say('edit'))
          : null}
        {item('compare', IconArrowsDiff, say('compare'))}
        {editable ? item('plan', IconCalendarEvent, t('plan')) : null}
        {editable ? item('discard', IconTrash, t('discard')) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** «8 prezzi modificati · validi da gio 26 nov · 1 non annunciabile»: left of the buttons. */
export function ChangeNote({
  change,
  saving,
  check,
}: {
  readonly change: ChangeSetReply;
  readonly saving: boolean;
  readonly check: Check;
}): ReactElement {
  const t = useCopy(changeCopy);
  const lists = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const { refused } = check;
  return (
    <span className="lp-note" role="status">
      <StatusBadge status={CHANGE_STATUS[change.phase]} />
      <span className="lp-note-main">
        {saving ? t('saving') : t('changed', { count: change.rowCount })}
      </span>
      <span className="bt-quiet">
        {change.phase === 'submitted' && change.submittedAt
          ? t('submitted', { when: write.moment(change.submittedAt, now) })
          : t('validFrom', { span: changeSpan(lists, write, change) })}
      </span>
      {refused === null ? null : refused.total === 0 ? (
        <Badge role="pronto" icon={IconCheck}>
          {t('verified')}
        </Badge>
      ) : (
        <Badge role="attesa" icon={IconAlertTriangle}>
          {t('refusedCount', { count: refused.total })}
        </Badge>
      )}
    </span>
  );
}
