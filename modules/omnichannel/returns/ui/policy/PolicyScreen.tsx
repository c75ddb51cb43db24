import { TextInput } from '@mantine/core';
import { IconHistoryToggle, IconSend, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../../server/ui/contract.ts';
import { useCopy } from '../../../../../server/ui/copy.ts';
import type { Action } from '../../../../../server/ui/kit/Action.tsx';
import { Notice } from '../../../../../server/ui/kit/Notice.tsx';
import { SaveProblem } from '../../../../../server/ui/kit/SaveProblem.tsx';
import { ScreenFrame } from '../../../../../server/ui/kit/ScreenFrame.tsx';
import { useMinute } from '../../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../../server/ui/shell/session.ts';
import { RulesParts } from '../../../promises/ui/RulesParts.tsx';
import { RulesUnread } from '../../../promises/ui/RulesUnread.tsx';
import '../../../promises/ui/rules.css';
import { returnPolicyEndpoint, type ReturnPolicyView } from '../../policy-contracts.ts';
import { isChanged, termsOf, type Terms } from './draft.ts';
import { GoodsRules } from './GoodsRules.tsx';
import './policy.css';
import { policyCopy } from './policy-copy.ts';
import { PolicyVersions } from './PolicyVersions.tsx';
import { TermsFields } from './TermsFields.tsx';
import { TrialDialog } from './TrialDialog.tsx';
import { usePolicySteps, type PolicySteps } from './use-policy-steps.ts';

/** Regole, Resi: what may come back and until when; tried on past returns before it is in force. */
export function PolicyScreen(): ReactElement {
  const t = useCopy(policyCopy);
  const policy = useQueryOf(returnPolicyEndpoint, {}, { freshSeconds: 0 });
  if (policy.data) {
    return <Policy view={policy.data} asOf={policy.asOf} onAgain={policy.retry} />;
  }
  return <RulesUnread part="resi" title={t('title')} reading={policy} what={t('cannotRead')} />;
}

interface PolicyProps {
  readonly view: ReturnPolicyView;
  readonly asOf: Date | null;
  readonly onAgain: () => void;
}

function Policy({ view, asOf, onAgain }: PolicyProps): ReactElement {
  const t = useCopy(policyCopy);
  const [terms, setTerms] = useState<Terms>(() => termsOf(view));
  const [note, setNote] = useState(view.draft?.note ?? '');
  const [trying, setTrying] = useState(false);
  const may = useMay()('omnichannel.returns.policy');
  const steps = usePolicySteps(view);
  const changed = isChanged(terms, view);
  const actions = useActions(
    { view, changed, steps },
    {
      save: () => void steps.save(terms, note).then((done) => done || onAgain()),
      publish: () => void steps.publish().then((done) => (done ? setNote('') : onAgain())),
      discard: () =>
        void steps.discard().then((fresh) => {
          if (!fresh) return onAgain();
          setTerms(fresh.terms);
          setNote('');
        }),
      tryOut: () => setTrying(true),
    },
  );
  const fields = { terms, disabled: !may, onChange: setTerms };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle', { version: view.version })}
      {...(may ? actions : {})}
      aside={<PolicyVersions view={view} />}
      asideLabel={t('versions')}
      asOf={asOf}
    >
      <RulesParts part="resi" />
      <SaveProblem problem={steps.problem} conflict={t('conflict')} />
      <DraftNotice view={view} />
      <div className="oc-rules">
        <TermsFields {...fields} />
        <GoodsRules {...fields} />
        {may ? (
          <section className="bt-panel oc-rules-wide">
            <TextInput
              label={t('note')}
              maxLength={300}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </section>
        ) : null}
      </div>
      {trying ? <TrialDialog terms={terms} onClose={() => setTrying(false)} /> : null}
    </ScreenFrame>
  );
}

function DraftNotice({
  view: { draft },
}: {
  readonly view: ReturnPolicyView;
}): ReactElement | null {
  const t = useCopy(policyCopy);
  const write = useFormat();
  const now = useMinute();
  if (!draft) return null;
  return (
    <Notice
      role="lavoro"
      icon={IconHistoryToggle}
      title={t('draftOf', { name: draft.changedBy, when: write.moment(draft.changedAt, now) })}
    >
      {t('draftText')}
    </Notice>
  );
}

/** What is written is saved first; what is saved can be published. One filled button either way. */
function useActions(
  {
    view,
    changed,
    steps,
  }: {
    readonly view: ReturnPolicyView;
    readonly changed: boolean;
    readonly steps: PolicySteps;
  },
  on: {
    readonly save: () => void;
    readonly publish: () => void;
    readonly discard: () => void;
    readonly tryOut: () => void;
  },
): { readonly primary: Action; readonly secondary: readonly Action[] } {
  const t = useCopy(policyCopy);
  const offline = steps.offline ? t('needsNetwork') : null;
  const save: Action = {
    id: 'save',
    label: t('saveDraft'),
    pending: steps.pending,
    blocked: offline ?? (changed ? null : t('nothingChanged')),
    onPress: on.save,
  };
  const publish: Action = {
    id: 'publish',
    label: t('publish', { version: view.version + 1 }),
    icon: IconSend,
    pending: steps.pending,
    blocked: offline,
    onPress: on.publish,
  };
  const tryOut: Action = {
    id: 'try',
    label: t('try'),
    icon: IconHistoryToggle,
    compact: true,
    blocked: offline,
    onPress: on.tryOut,
  };
  const discard: Action = {
    id: 'discard',
    label: t('discard'),
    icon: IconTrash,
    compact: true,
    blocked: offline,
    onPress: on.discard,
  };
  return {
    primary: view.draft && !changed ? publish : save,
    secondary: view.draft ? [tryOut, discard] : [tryOut],
  };
}
