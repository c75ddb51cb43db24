import { IconCheck, IconPrinter, IconTag } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { refresh, useClient, useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import type { Actions } from '../../../../server/ui/kit/ActionBar.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, sameGtin } from '../../../../server/ui/scan/scan.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { confirmLabels, labelRounds, printLabels, readLabels } from '../contracts.ts';
import { copy } from './copy.ts';

export type DayLabels = ReplyOf<typeof readLabels>;
export type Label = DayLabels['labels'][number];

/** The most that are sent to a printer at once. */
export const MOST_PRINTED = 2_000;

/** What a shop does with its labels: prints them, puts up the one that is scanned, confirms the rest. */
export function useLabelWork(locationId: string, day: string, labels: readonly Label[] | null) {
  const mayConfirm = useMay()('listini-promozioni.label.confirm', locationId);
  const [asking, setAsking] = useState<'confirm' | 'print' | null>(null);
  const [printed, setPrinted] = useState<number | null>(null);
  const confirm = useCommandOf(confirmLabels, { refreshes: [readLabels, labelRounds] });
  const onPrinted = (count: number): void => {
    setPrinted(count);
    setAsking(null);
  };
  const print = useCommandOf(printLabels, { onDone: (reply) => onPrinted(reply.labels) });
  const all = labels ?? [];
  const open = all.filter(({ up }) => !up);
  // What is open; once all are up, all of them again.
  const printable = (open.length > 0 ? open : all).slice(0, MOST_PRINTED);
  const confirmThese = (these: readonly Label[]): void => {
    setAsking(null);
    void confirm.send({ locationId, day, labels: these.map(asSeen) });
  };
  return {
    all,
    open,
    mayConfirm,
    offline: confirm.offline,
    confirming: confirm.pending,
    printing: print.pending,
    problem: confirm.problem ?? print.problem,
    asking,
    ask: setAsking,
    printed,
    onPrinted,
    putUp: (label: Label) => confirmThese([label]),
    confirmAll: () => confirmThese(open),
    printable,
    printAll: () => {
      void print.send({ locationId, day, itemIds: printable.map(({ itemId }) => itemId) });
    },
  };
}

/** With the price that somebody has seen: one that has changed meanwhile stays open. */
function asSeen({ itemId, afterMinor }: Label): { itemId: string; priceMinor: number } {
  return { itemId, priceMinor: afterMinor };
}

export type LabelWork = ReturnType<typeof useLabelWork>;

/** A scanned piece is put up: that is how somebody walks along the shelves. */
export function useLabelScan(work: LabelWork, locationId: string, day: string): void {
  const t = useCopy(copy);
  const write = useFormat();
  const client = useClient();
  const queries = useQueryClient();
  useScan(async (scan) => {
    if (scan.kind !== 'item' || work.all.length === 0) return PASSED;
    const label = work.all.find(({ gtin }) => sameGtin(gtin, scan.code));
    if (!label) return refused(t('notInList'));
    if (label.up) return refused(t('alreadyUp'));
    if (!work.mayConfirm) return refused(t('notYours'));
    if (work.offline) return refused(t('needsNetwork'));
    try {
      // Each by itself: the next is scanned before the last has been written down.
      await client.call(confirmLabels, { locationId, day, labels: [asSeen(label)] });
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
    void refresh(queries, [readLabels, labelRounds]);
    const { name, afterMinor } = label;
    return accepted(name, t('scanned', { name, price: write.money(afterMinor) }));
  });
}

/** The buttons: printing all is one press, confirming all is asked once more. */
export function useLabelActions(work: LabelWork): Pick<Actions, 'primary' | 'secondary'> {
  const t = useCopy(copy);
  if (work.all.length === 0) return {};
  const blocked = work.offline ? t('needsNetwork') : null;
  const options: Action = {
    id: 'options',
    label: t('printOther'),
    icon: IconTag,
    compact: true,
    onPress: () => work.ask('print'),
  };
  if (!work.mayConfirm) return { secondary: [options] };
  const print: Action = {
    id: 'print',
    label: t('print', { count: work.printable.length }),
    icon: IconPrinter,
    compact: true,
    blocked,
    pending: work.printing,
    onPress: work.printAll,
  };
  const confirm: Action = {
    id: 'confirm',
    label: t('confirmAll', { count: work.open.length }),
    icon: IconCheck,
    blocked,
    pending: work.confirming,
    onPress: () => work.ask('confirm'),
  };
  return {
    secondary: [options, print],
    ...(work.open.length > 0 ? { primary: confirm } : {}),
  };
}
