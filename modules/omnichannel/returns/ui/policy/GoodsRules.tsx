import { ActionIcon, Button, Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../../server/ui/copy.ts';
import { gradeKey, reasonKey, thingCopy } from '../../../approvals/ui/thing-copy.ts';
import { GRADES, RETURN_REASONS, type Grade, type ReturnReason } from '../../domain/return.ts';
import {
  NEW_DESTINATION,
  NEW_EXCLUSION,
  verdictOf,
  withRow,
  withVerdict,
  type GradeVerdict,
  type FieldsProps,
  type Terms,
} from './draft.ts';
import { policyCopy } from './policy-copy.ts';

/** What the state of a piece means, what never comes back, and where pieces go. */
export function GoodsRules(props: FieldsProps): ReactElement {
  return (
    <>
      <Grades {...props} />
      <Exclusions {...props} />
      <Destinations {...props} />
    </>
  );
}

const NO_HINDRANCE = 'ok';

function Grades({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  const say = useCopy(thingCopy);
  const choices = [NO_HINDRANCE, 'store-manager', 'web-store-manager', 'refused'] as const;
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('grades')}</h2>
      <table className="oc-policy-grades">
        <thead>
          <tr>
            <th scope="col">
              <span className="bt-aloud">{t('condition')}</span>
            </th>
            {RETURN_REASONS.map((reason) => (
              <th key={reason} scope="col">
                {say(reasonKey(reason))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {GRADES.map((grade) => (
            <tr key={grade}>
              <th scope="row">
                {say(gradeKey(grade))}
                <Checkbox
                  label={t('wantsPhoto')}
                  aria-label={`${t('wantsPhoto')}, ${say(gradeKey(grade))}`}
                  disabled={disabled}
                  checked={terms.photoFor.includes(grade)}
                  onChange={(event) =>
                    onChange(withPhoto(terms, grade, event.currentTarget.checked))
                  }
                />
              </th>
              {RETURN_REASONS.map((reason) => (
                <td key={reason}>
                  <Select
                    aria-label={`${say(gradeKey(grade))}, ${say(reasonKey(reason))}`}
                    allowDeselect={false}
                    disabled={disabled}
                    data={choices.map((value) => ({ value, label: t(`by_${value}`) }))}
                    value={verdictOf(terms, grade, reason) ?? NO_HINDRANCE}
                    onChange={(value) =>
                      onChange(
                        withVerdict(
                          terms,
                          grade,
                          reason,
                          value === NO_HINDRANCE ? null : (value as GradeVerdict),
                        ),
                      )
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function withPhoto(terms: Terms, grade: Grade, wanted: boolean): Terms {
  const others = terms.photoFor.filter((each) => each !== grade);
  return { ...terms, photoFor: wanted ? [...others, grade] : others };
}

const KINDS = ['final-sale', 'sealed', 'made-to-measure', 'perishable'] as const;

function Exclusions({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  const say = useCopy(thingCopy);
  const put = (place: number, row: Terms['exclusions'][number] | null): void =>
    onChange({ ...terms, exclusions: withRow(terms.exclusions, place, row) });
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('exclusions')}</h2>
      {terms.exclusions.map((rule, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- rules have no name of their own
        <div key={place} className="oc-policy-row">
          <Select
            label={t('exclusionKind')}
            allowDeselect={false}
            disabled={disabled}
            data={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
            value={rule.kind}
            onChange={(kind) => kind && put(place, { ...rule, kind: kind as typeof rule.kind })}
          />
          <Category
            value={rule.category}
            disabled={disabled}
            onChange={(category) => put(place, withCategory(rule, category))}
          />
          <MultiSelect
            label={t('forReasons')}
            disabled={disabled}
            data={RETURN_REASONS.map((value) => ({ value, label: say(reasonKey(value)) }))}
            value={[...rule.reasons]}
            onChange={(reasons) =>
              reasons.length > 0 && put(place, { ...rule, reasons: reasons as ReturnReason[] })
            }
          />
          <Away disabled={disabled} place={place} onPress={() => put(place, null)} />
        </div>
      ))}
      <Add
        label={t('addExclusion')}
        disabled={disabled}
        onPress={() => onChange({ ...terms, exclusions: [...terms.exclusions, NEW_EXCLUSION] })}
      />
    </section>
  );
}

const PLACES = ['stay', 'where-it-lacks', 'inspect', 'damaged', 'warehouse', 'supplier'] as const;

function Destinations({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  const say = useCopy(thingCopy);
  const put = (place: number, row: Terms['destinations'][number] | null): void =>
    onChange({ ...terms, destinations: withRow(terms.destinations, place, row) });
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('destinations')}</h2>
      <p className="bt-hint">{t('firstFits')}</p>
      {terms.destinations.map((rule, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- rules have no name of their own
        <div key={place} className="oc-policy-row">
          <Select
            label={t('condition')}
            allowDeselect={false}
            disabled={disabled}
            data={GRADES.map((value) => ({ value, label: say(gradeKey(value)) }))}
            value={rule.grade}
            onChange={(grade) => grade && put(place, { ...rule, grade: grade as Grade })}
          />
          <Category
            value={rule.category}
            disabled={disabled}
            onChange={(category) => put(place, withCategory(rule, category))}
          />
          <Select
            label={t('goesTo')}
            allowDeselect={false}
            disabled={disabled}
            data={PLACES.map((value) => ({ value, label: t(`to_${value}`) }))}
            value={rule.to}
            onChange={(to) => to && put(place, { ...rule, to: to as typeof rule.to })}
          />
          <Away disabled={disabled} place={place} onPress={() => put(place, null)} />
        </div>
      ))}
      <Add
        label={t('addDestination')}
        disabled={disabled}
        onPress={() =>
          onChange({ ...terms, destinations: [...terms.destinations, NEW_DESTINATION] })
        }
      />
    </section>
  );
}

/** An empty category is none: the rule holds for all goods. */
function withCategory<T extends { category?: string }>(rule: T, category: string): T {
  const { category: _, ...others } = rule;
  return (category === '' ? others : { ...others, category }) as T;
}

function Category({
  value,
  disabled,
  onChange,
}: {
  readonly value: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const t = useCopy(policyCopy);
  return (
    <TextInput
      label={t('category')}
      placeholder={t('allGoods')}
      maxLength={80}
      disabled={disabled}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Away({
  disabled,
  place,
  onPress,
}: {
  readonly disabled: boolean;
  readonly place: number;
  readonly onPress: () => void;
}): ReactElement {
  const t = useCopy(policyCopy);
  return (
    <ActionIcon
      size={48}
      aria-label={t('takeOut', { place: place + 1 })}
      disabled={disabled}
      onClick={onPress}
    >
      <IconTrash size={22} stroke={1.8} aria-hidden />
    </ActionIcon>
  );
}

function Add({
  label,
  disabled,
  onPress,
}: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}): ReactElement {
  return (
    <Button
      variant="subtle"
      disabled={disabled}
      leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
      onClick={onPress}
    >
      {label}
    </Button>
  );
}
