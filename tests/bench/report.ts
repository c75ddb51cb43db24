import type { Measure } from './load.ts';

interface Row {
  readonly what: string;
  readonly clients: number | string;
  readonly perSecond: number | null;
  readonly p50: number;
  readonly p99: number;
  readonly ratio: number | null;
  readonly note: string;
}

/** Collects rows as they are measured, says each at once, and prints the table at the end. */
export class Report {
  readonly rows: Row[] = [];

  say(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  add(
    what: string,
    clients: number,
    measure: Measure,
    baseline?: Measure,
    remark: string = '',
  ): void {
    this.#push({
      what,
      clients,
      perSecond: measure.perSecond,
      p50: measure.p50,
      p99: measure.p99,
      ratio: baseline ? measure.perSecond / baseline.perSecond : null,
      note: [measure.others > 0 ? `${measure.others} other answers` : '', remark]
        .filter((part) => part !== '')
        .join('; '),
    });
  }

  /** Single-threaded work, timed one by one; milliseconds. */
  addTimes(what: string, times: readonly number[], note: string): void {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
    const sum = sorted.reduce((total, time) => total + time, 0);
    this.#push({
      what,
      clients: 1,
      perSecond: (1_000 * sorted.length) / sum,
      p50: at(0.5),
      p99: at(0.99),
      ratio: null,
      note: [`p50 ${at(0.5).toFixed(3)}, p99 ${at(0.99).toFixed(3)} ms`, note]
        .filter((part) => part !== '')
        .join('; '),
    });
  }

  addScreens({
    p50,
    p99,
    delivered,
    due,
  }: {
    p50: number;
    p99: number;
    delivered: number;
    due: number;
  }): void {
    this.#push({
      what: 'change → 500 connected screens',
      clients: '20/s',
      perSecond: null,
      p50,
      p99,
      ratio: null,
      note: `${delivered} of ${due} delivered`,
    });
  }

  print(): void {
    process.stdout.write(`\n${this.rows.map(line).join('\n')}\n`);
  }

  #push(row: Row): void {
    this.rows.push(row);
    this.say(line(row));
  }
}

function line({ what, clients, perSecond, p50, p99, ratio, note }: Row): string {
  const figure = (value: number | null, decimals: number, unit: string): string =>
    value === null ? ''.padStart(12) : `${value.toFixed(decimals)}${unit}`.padStart(12);
  return [
    what.padEnd(38),
    String(clients).padStart(5),
    figure(perSecond, 0, '/s'),
    figure(p50, 1, ' ms'),
    figure(p99, 1, ' ms'),
    figure(ratio, 2, ' ×'),
    note,
  ].join(' ');
}
