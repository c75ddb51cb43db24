import { TextInput } from '@mantine/core';
import { useRef, useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import type { Policy } from '../policy-contracts.ts';
import { rulesCopy } from './rules-copy.ts';
import {
  flawOf,
  instantFrom,
  isUnchanged,
  ownOf,
  type AllPolicies,
  type Draft,
  typedOver,
  type From,
} from './rules-draft.ts';
import { useSaveRules } from './use-save-rules.ts';

/** What is being written, whether it can be saved, and from when on it shall hold. */
export function useRulesForm(policy: Policy, all: AllPolicies, onReload: () => void) {
  const t = useCopy(rulesCopy);
  const [typed, setTyped] = useState<{ begin: Draft; draft: Draft } | null>(null);
  const latest = useRef(typed);
  latest.current = typed;
  const [from, setFrom] = useState<From>('now');
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const saving = useSaveRules(policy, all.chain.inForce);
  const validFrom = instantFrom(from, day);
  const begin = ownOf(policy, validFrom === 'wrong' ? null : validFrom);
  // What was typed stays when something else would hold from that day on, or a colleague was quicker.
  const draft = typed ? typedOver(typed.begin, typed.draft, begin) : begin;
  const flaw = flawOf(draft);
  const reasons = [
    policy.editable === 'none' && t('readOnly'),
    saving.offline && t('needsNetwork'),
    flaw && t(flaw),
    isUnchanged(draft, begin, policy, all.chain.inForce) && t('nothingChanged'),
    validFrom === 'wrong' && t('wrongDay'),
  ];
  return {
    draft,
    setDraft: (next: Draft): void => setTyped({ begin, draft: next }),
    from,
    setFrom,
    day,
    setDay,
    note,
    setNote,
    saving,
    blocked: reasons.find((reason) => typeof reason === 'string') ?? null,
    save: (): void => {
      if (validFrom === 'wrong') return;
      // Refused: theirs is read, what was typed stays, saving again is a decision.
      void saving.save(draft, validFrom, note).then((done) => {
        if (!done) return onReload();
        setNote((now) => (now === note ? '' : now));
        if (latest.current === typed) setFrom('now');
        // Typed since it was sent: it stands over what was saved.
        setTyped((now) => (now === null || now === typed ? null : { ...now, begin: draft }));
      });
    },
  };
}

/** From when on it shall hold, and why. */
export function FromFields({ form }: { form: ReturnType<typeof useRulesForm> }): ReactElement {
  const t = useCopy(rulesCopy);
  return (
    <section className="bt-panel oc-rules-wide oc-rules-from">
      <FieldChoice<From>
        label={t('from')}
        joined
        choices={[
          { value: 'now', label: t('fromNow') },
          { value: 'tomorrow', label: t('fromTomorrow') },
          { value: 'day', label: t('fromDay') },
        ]}
        value={form.from}
        onChange={form.setFrom}
      />
      {form.from === 'day' ? (
        <TextInput
          type="date"
          label={t('fromDayField')}
          value={form.day}
          onChange={(event) => form.setDay(event.currentTarget.value)}
        />
      ) : null}
      <TextInput
        label={t('note')}
        maxLength={200}
        value={form.note}
        onChange={(event) => form.setNote(event.currentTarget.value)}
      />
    </section>
  );
}
