import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { previewCopy } from './preview-copy.ts';
import './preview.css';

export interface PreviewRow {
  readonly id: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Above zero the draft does better, below worse. */
  readonly change: number;
}

/** Two sets of rules beside each other, figure by figure; what differs says whether it is better. */
export function PreviewTable({ rows }: { readonly rows: readonly PreviewRow[] }): ReactElement {
  const t = useCopy(previewCopy);
  return (
    <table className="oc-preview">
      <thead>
        <tr>
          <th scope="col">
            <span className="bt-aloud">{t('figure')}</span>
          </th>
          <th scope="col">{t('now')}</th>
          <th scope="col">{t('draft')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, before, after, change }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td>{before}</td>
            <td data-role={change > 0 ? 'pronto' : change < 0 ? 'ritardo' : undefined}>
              {after}
              {change === 0 ? null : (
                <span className="oc-preview-change">
                  {change > 0 ? (
                    <IconArrowUpRight size={18} stroke={2} aria-hidden />
                  ) : (
                    <IconArrowDownRight size={18} stroke={2} aria-hidden />
                  )}
                  {t(change > 0 ? 'better' : 'worse')}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
