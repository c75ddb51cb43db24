import { useCopy } from '../../../../server/ui/copy.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import type { ReturnableOrder } from '../contracts.ts';
import { lineOfScan, withPiece, type ReturnForm } from './return-form.ts';
import type { Stage } from './ReturnSteps.tsx';
import type { ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

/** A scanned piece comes back; while an exchange is chosen it is a new piece that goes out. */
export function usePieceScans(order: ReturnableOrder, work: ReturnWork, stage: Stage): void {
  const t = useCopy(wizardCopy);
  const comesBack = (form: ReturnForm, gtin: string): ScanResult => {
    const found = lineOfScan(order, form, gtin);
    if (found.found === 'not-here') return refused(t('notOfThisOrder'), t('notOfThisOrderDetail'));
    const { line } = found;
    const name = `${line.name} · ${line.colour} · ${line.size}`;
    if (found.found === 'none-left') {
      return refused(t(line.quantity === 0 ? 'alreadyReturned' : 'allChosen', { name: line.name }));
    }
    const next = withPiece(form, line);
    work.change(next);
    const { quantity } = next.lines[line.lineId]!;
    return accepted(name, t('scannedOf', { count: quantity, of: line.quantity }));
  };
  const goesOut = (form: ReturnForm, gtin: string): ScanResult => {
    const { settlement } = form;
    const pieces = { ...settlement.pieces, [gtin]: (settlement.pieces[gtin] ?? 0) + 1 };
    work.change({ ...form, settlement: { ...settlement, pieces } });
    return accepted(t('newPiece'), gtin);
  };
  useScan((scan) => {
    const form = work.latest();
    if (scan.kind === 'item') {
      const exchanging = stage === 'outcome' && form.settlement.outcome === 'exchange';
      return exchanging ? goesOut(form, scan.code) : comesBack(form, scan.code);
    }
    // A shelf: where the goods wait for the answer.
    if (scan.kind === 'text' && work.preview?.verdict === 'needs-approval') {
      work.changeExtras({ ...work.extras, custodyPlace: scan.code.slice(0, 40) });
      return accepted(t('keptAt'), scan.code);
    }
    return PASSED;
  });
}
