import { useState } from 'react';
import { useClient } from '../../../../server/ui/contract.ts';
import { printingEndpoint } from '../../../base/printing/contracts.ts';

/** What became of papers that were asked for. */
export type Printed =
  | { readonly on: 'printer'; readonly name: string }
  /** No printer takes them: somebody opens each and prints it from the browser. */
  | { readonly on: 'pdf'; readonly urls: readonly string[] }
  /** They are queued; more could not be found out. */
  | { readonly on: 'queue' };

/** Finds out where papers come out; the first that no printer takes opens by itself. */
export function usePrinted(locationId: string): {
  readonly printed: Printed | null;
  readonly tell: (jobIds: readonly string[]) => Promise<void>;
} {
  const client = useClient();
  const [printed, setPrinted] = useState<Printed | null>(null);
  const tell = async (jobIds: readonly string[]): Promise<void> => {
    try {
      const { view } = await client.call(printingEndpoint, { locationId });
      const job = view.jobs.find(({ jobId }) => jobIds.includes(jobId));
      const printer = view.printers.find(({ printerId }) => printerId === job?.printerId);
      if (printer?.connection === 'network') {
        setPrinted({ on: 'printer', name: printer.name });
        return;
      }
      const urls = jobIds.map((jobId) => `/api/base/print-jobs/${jobId}/document`);
      setPrinted({ on: 'pdf', urls });
      window.open(urls[0], '_blank', 'noopener');
    } catch {
      setPrinted({ on: 'queue' });
    }
  };
  return { printed, tell };
}
