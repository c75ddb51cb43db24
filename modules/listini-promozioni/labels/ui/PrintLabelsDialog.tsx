import { Button } from '@mantine/core';
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { printLabels, TEMPLATES } from '../contracts.ts';
import { copy } from './copy.ts';
import { MOST_PRINTED, type Label } from './use-label-work.ts';

type Template = (typeof TEMPLATES)[number];

/** Another template, more copies, or the PDF. */
export function PrintLabelsDialog({
  locationId,
  day,
  labels,
  mayPrint,
  onPrinted,
  onClose,
}: {
  readonly locationId: string;
  readonly day: string;
  readonly labels: readonly Label[];
  readonly mayPrint: boolean;
  readonly onPrinted: (count: number) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const open = labels.filter(({ up }) => !up);
  const [template, setTemplate] = useState<Template>('shelf');
  const [which, setWhich] = useState<'open' | 'all'>(open.length > 0 ? 'open' : 'all');
  const [copies, setCopies] = useState(1);
  const print = useCommandOf(printLabels, { onDone: ({ labels: count }) => onPrinted(count) });
  const wanted = (which === 'open' ? open : labels).slice(0, MOST_PRINTED);
  const address =
    `/api/listini-promozioni/locations/${locationId}/labels/${day}/document` +
    `?template=${template}&copies=${copies}${which === 'open' ? '&openOnly=true' : ''}`;
  const send = (): void => {
    const itemIds = wanted.map(({ itemId }) => itemId);
    void print.send({ locationId, day, template, copies, itemIds });
  };
  return (
    <Dialog opened onClose={onClose} title={t('printTitle')}>
      <div className="lp-label-form">
        <FieldChoice<Template>
          label={t('template')}
          choices={TEMPLATES.map((value) => ({
            value,
            label: t(`template-${value}`),
            note: t(`size-${value}`),
          }))}
          value={template}
          onChange={setTemplate}
        />
        <FieldChoice<'open' | 'all'>
          label={t('which')}
          choices={[
            {
              value: 'open',
              label: t('which-open'),
              note: t('countOf', { count: open.length }),
              disabled: open.length === 0,
            },
            { value: 'all', label: t('which-all'), note: t('countOf', { count: labels.length }) },
          ]}
          value={which}
          onChange={setWhich}
        />
        <NumberField
          label={t('copies')}
          min={1}
          max={20}
          whole
          value={copies}
          onChange={(value) => value !== null && setCopies(Math.min(20, Math.max(1, value)))}
        />
        {print.problem ? <ErrorState problem={print.problem} reading={false} /> : null}
        <div className="bt-dialog-actions">
          {print.offline ? <span className="bt-action-reason">{t('needsNetwork')}</span> : null}
          <Button
            component="a"
            href={address}
            target="_blank"
            rel="noreferrer"
            variant={mayPrint ? 'default' : 'filled'}
            leftSection={<IconFileTypePdf size={20} stroke={1.8} aria-hidden />}
          >
            {t('pdf')}
          </Button>
          {mayPrint ? (
            <Button
              variant="filled"
              loading={print.pending}
              disabled={print.offline || wanted.length === 0}
              leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
              onClick={send}
            >
              {t('printNow', { count: wanted.length * copies })}
            </Button>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
