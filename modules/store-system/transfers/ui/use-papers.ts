import { useState } from 'react';
import { useClient } from '../../../../server/ui/contract.ts';
import { printingEndpoint } from '../../../base/printing/contracts.ts';

/** Where the papers of a parcel came out, so that somebody can fetch them. */
export type Papers =
  | { readonly on: 'printer'; readonly name: string }
  /** No printer takes them: they open in the browser. */
  | { readonly on: 'pdf'; readonly urls: readonly string[] };

/** Finds out where papers come out that were sent to the print queue of a location. */
export function usePapers(locationId: string): {
  readonly papers: Papers | null;
  readonly tell: (jobIds: readonly string[]) => Promise<void>;
} {
  const client = useClient();
  const [papers, setPapers] = useState<Papers | null>(null);
  const tell = async (jobIds: readonly string[]): Promise<void> => {
    const urls = jobIds.map((jobId) => `/api/base/print-jobs/${jobId}/document`);
    try {
      const { view } = await client.call(printingEndpoint, { locationId });
      const job = view.jobs.find(({ jobId }) => jobIds.includes(jobId));
      const printer = view.printers.find(({ printerId }) => printerId === job?.printerId);
      setPapers(
        printer?.connection === 'network'
          ? { on: 'printer', name: printer.name }
          : { on: 'pdf', urls },
      );
    } catch {
      setPapers({ on: 'pdf', urls });
    }
  };
  return { papers, tell };
}
