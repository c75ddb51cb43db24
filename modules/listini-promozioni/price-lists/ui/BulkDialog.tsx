import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { readChangeSet, type ChangeSetReply } from '../change-contracts.ts';
import { listPriceLists } from '../contracts.ts';
import { applyBulk, previewBulk } from '../writing-contracts.ts';
import { bulkCopy } from './bulk-copy.ts';
import { termsCopy } from './terms-copy.ts';
import { charmOf, DIRECTIONS, ENDINGS, type Direction, type Ending } from './terms-draft.ts';
import './change.css';
import './lists.css';

type Bulk = InputOf<typeof previewBulk>;

const TYPING_MS = 350;

interface Fields {
  /** `this-list`, `list-price`, or the id of another list. */
  readonly from: string;
  readonly percent: number | null;
  readonly amountEuro: number | null;
  readonly ending: Ending;
  readonly direction: Direction;
  readonly floorEuro: number | null;
  readonly margin: number | null;
}

const START: Fields = {
  from: 'this-list',
  percent: null,
  amountEuro: null,
  ending: 'none',
  direction: 'down',
  floorEuro: null,
  margin: null,
};

/** One change of many prices, tried before it is made, undone as one. */
export function BulkDialog({
  change,
  filter,
  filterWords,
  onDone,
  onClose,
}: {
  readonly change: ChangeSetReply;
  readonly filter: Bulk['filter'];
  /** How the filter reads; empty for all items. */
  readonly filterWords: string;
  readonly onDone: (written: number) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(bulkCopy);
  const [fields, setFields] = useState(START);
  const bulk = bulkOf(change.id, filter, fields);
  const [asked] = useDebouncedValue(JSON.stringify(bulk), TYPING_MS);
  const idle = isIdle(fields);
  const preview = useQueryOf(previewBulk, JSON.parse(asked) as Bulk, {
    when: !idle,
    freshSeconds: 0,
    keepPrevious: true,
  });
  const apply = useCommandOf(applyBulk, {
    refreshes: [readChangeSet],
    onDone: ({ written }) => onDone(written),
  });
  // What is signed is what was seen: while a figure is typed the button waits for its preview.
  const settled = asked === JSON.stringify(bulk) && !preview.refreshing;
  const changing = idle || !settled ? 0 : (preview.data?.changing ?? 0);
  return (
    <Dialog opened onClose={onClose} title={t('title')} size={680}>
      <div className="lp-form">
        <p className="bt-quiet">
          {filterWords === '' ? t('ofAll') : t('ofFiltered', { filter: filterWords })}
        </p>
        <BulkFields fields={fields} listId={change.listId} onChange={setFields} />
        {apply.problem ? <ErrorState problem={apply.problem} reading={false} /> : null}
        {idle ? (
          <p className="bt-quiet">{t('nothingToDo')}</p>
        ) : (
          <Shown reading={preview} what={t('cannotPreview')}>
            {(reply) => <Preview preview={reply} />}
          </Shown>
        )}
        <div className="lp-form-buttons">
          {apply.offline ? <span className="bt-quiet">{t('needsNetwork')}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            loading={apply.pending}
            disabled={changing === 0 || apply.offline}
            onClick={() => void apply.send(bulk)}
          >
            {t('apply', { count: changing })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function isIdle({ percent, amountEuro, ending, from }: Fields): boolean {
  return percent === null && amountEuro === null && ending === 'none' && from === 'this-list';
}

function bulkOf(changeSetId: string, filter: Bulk['filter'], fields: Fields): Bulk {
  const { from, percent, amountEuro, ending, direction, floorEuro, margin } = fields;
  const minor = (euro: number) => Math.round(euro * 100);
  return {
    changeSetId,
    filter,
    from:
      from === 'this-list' || from === 'list-price'
        ? { kind: from }
        : { kind: 'list', listId: from },
    ...(percent === null ? {} : { percent }),
    ...(amountEuro === null ? {} : { amountMinor: minor(amountEuro) }),
    ...charmOf(ending, direction),
    ...(floorEuro === null ? {} : { floorMinor: minor(floorEuro) }),
    ...(margin === null ? {} : { minimumMarginPercent: margin }),
  };
}

function BulkFields({
  fields,
  listId,
  onChange,
}: {
  readonly fields: Fields;
  readonly listId: string;
  readonly onChange: (fields: Fields) => void;
}): ReactElement {
  const t = useCopy(bulkCopy);
  const terms = useCopy(termsCopy);
  const say = useText();
  const lists = useQueryOf(listPriceLists, {});
  const set = (change: Partial<Fields>) => onChange({ ...fields, ...change });
  const number = (
    key: 'percent' | 'amountEuro' | 'floorEuro' | 'margin',
    label: string,
    least?: number,
  ) => (
    <NumberField
      label={label}
      min={least ?? -1_000_000}
      value={fields[key]}
      onChange={(value) => set({ [key]: value })}
    />
  );
  const others = (lists.data?.lists ?? []).filter(({ id }) => id !== listId);
  return (
    <>
      <Select
        label={t('startFrom')}
        allowDeselect={false}
        data={[
          { value: 'this-list', label: t('thisList') },
          { value: 'list-price', label: t('catalogue') },
          ...others.map(({ id, name }) => ({
            value: id,
            label: t('otherList', { name: say(name) }),
          })),
        ]}
        value={fields.from}
        onChange={(from) => from && set({ from })}
      />
      <div className="lp-form-four">
        {number('percent', t('percent'))}
        {number('amountEuro', t('amount'))}
        {number('floorEuro', t('floor'), 0)}
        {number('margin', t('margin'), 0)}
      </div>
      <FieldChoice<Ending>
        label={terms('ending')}
        joined
        choices={ENDINGS.map((value) => ({ value, label: terms(`ending-${value}`) }))}
        value={fields.ending}
        onChange={(ending) => set({ ending })}
      />
      {fields.ending === 'none' ? null : (
        <FieldChoice<Direction>
          label={terms('direction')}
          joined
          choices={DIRECTIONS.map((value) => ({ value, label: terms(`direction-${value}`) }))}
          value={fields.direction}
          onChange={(direction) => set({ direction })}
        />
      )}
    </>
  );
}

function Preview({ preview }: { readonly preview: ReplyOf<typeof previewBulk> }): ReactElement {
  const t = useCopy(bulkCopy);
  const write = useFormat();
  const { matching, changing, withoutPrice, belowCost, sample } = preview;
  const facts = [
    t('matching', { count: matching }),
    t('changing', { count: changing }),
    ...(withoutPrice > 0 ? [t('withoutPrice', { count: withoutPrice })] : []),
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, too
    <div className="lp-sample" role="region" tabIndex={0} aria-label={t('sample')}>
      <p role="status">
        <b>{facts.join(' · ')}</b>
        {belowCost > 0 ? (
          <b data-role="ritardo" style={{ color: 'var(--bt-role-fg)' }}>
            {' · '}
            {t('belowCost', { count: belowCost })}
          </b>
        ) : null}
      </p>
      {sample.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col" data-align="right">
                {t('before')}
              </th>
              <th scope="col" data-align="right">
                {t('after')}
              </th>
              <th scope="col" data-align="right">
                {t('marginHead')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sample.slice(0, 5).map((row) => (
              <tr key={row.itemId}>
                <th scope="row">
                  {row.name} {row.colour} {row.size}
                </th>
                <td data-align="right">{write.bareMoney(row.fromMinor)}</td>
                <td data-align="right">{write.bareMoney(row.toMinor)}</td>
                <td data-align="right">
                  {row.marginPercent === null ? '—' : write.percent(row.marginPercent)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
