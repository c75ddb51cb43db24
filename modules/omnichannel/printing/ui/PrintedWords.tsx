import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { paperCopy } from './paper-copy.ts';
import type { Printed } from './use-printed.ts';

/** Where a paper comes out; without a printer, links to the PDFs in case the browser held the first back. */
export function PrintedWords({ printed }: { readonly printed: Printed | null }): ReactElement {
  const t = useCopy(paperCopy);
  return (
    <span role="status" className="bt-quiet">
      {printed?.on === 'printer' ? t('printing', { printer: printed.name }) : null}
      {printed?.on === 'queue' ? t('queued') : null}
      {printed?.on === 'pdf' ? (
        <>
          {t('noPrinter')}
          {printed.urls.map((url, place) => (
            <span key={url}>
              {' '}
              <a href={url} target="_blank" rel="noopener">
                {printed.urls.length === 1 ? t('openPdf') : t('openPdfOf', { place: place + 1 })}
              </a>
            </span>
          ))}
        </>
      ) : null}
    </span>
  );
}
