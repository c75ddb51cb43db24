import { flawOfSpans, readMinute, type Span } from './opening-hours.ts';

const CLOSED = new Set(['chiuso', 'closed', '-', '—', 'x']);

/**
 * The hours of a day as people write them in a cell: `9:30-13, 15:30-19:30`, `10.00–19.30`, `chiuso`.
 * Null when it cannot be read or the spans cannot be kept.
 */
export function readDayHours(text: string): Span[] | null {
  const written = text.trim().toLowerCase();
  if (written === '' || CLOSED.has(written)) return [];
  const spans: Span[] = [];
  for (const part of written.split(/[,;/+]|\be\b|\s+(?=\d{1,2}[:.]?\d{0,2}\s*[-–])/)) {
    if (part.trim() === '') continue;
    const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?$/.exec(
      part.trim(),
    );
    if (!match) return null;
    const opensMinute = readMinute(`${match[1]!}:${match[2] ?? '00'}`);
    const closesMinute = readMinute(`${match[3]!}:${match[4] ?? '00'}`);
    if (opensMinute === null || closesMinute === null) return null;
    spans.push({ opensMinute, closesMinute });
  }
  return flawOfSpans(spans) === null ? spans : null;
}
