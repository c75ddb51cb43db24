import { differences, notCompared } from './compare.ts';
import { compute, type Computed } from './computed.ts';
import { Malformed, Unsupported, type Scenario } from './scenario.ts';

type Outcome = 'passed' | 'failed' | 'decided' | 'unsupported' | 'computed';

const KINDS = ['promotion', 'reference-price'];

/** Runs cases one by one and remembers what came of each. */
export class Conformance {
  /** Scenario id → computed numbers, or why there are none. */
  readonly numbers: Record<string, Computed> = {};
  readonly #decisions: Readonly<Record<string, string>>;
  readonly #said: string[] = [];
  readonly #bySource = new Map<string, Record<Outcome, number>>();
  readonly #totals = emptyCounts();

  /** Scenario id → why we answer differently. */
  constructor(decisions: Readonly<Record<string, string>>) {
    this.#decisions = decisions;
  }

  get failed(): number {
    return this.#totals.failed;
  }

  run(scenario: Scenario): void {
    let computed: Computed;
    try {
      computed = compute(scenario);
    } catch (error) {
      const reason = reasonOf(error);
      this.numbers[scenario.id] = { unsupported: reason };
      // Other kinds are about other things than a priced basket: they are counted, not failed.
      this.#count(scenario, KINDS.includes(scenario.kind) ? 'failed' : 'unsupported');
      if (KINDS.includes(scenario.kind)) this.#said.push(`${scenario.id}: ${reason}`);
      return;
    }
    this.numbers[scenario.id] = computed;
    this.#judge(scenario, computed);
  }

  #judge(scenario: Scenario, computed: Computed): void {
    const { id, expected } = scenario;
    if (!expected) {
      this.#count(scenario, 'computed');
      return;
    }
    const skipped = notCompared(expected);
    if (skipped.length > 0)
      this.#said.push(`${id}: not compared, no names of the format: ${skipped.join(', ')}`);
    const found = differences(expected, computed);
    if (found.length === 0) {
      this.#count(scenario, 'passed');
      return;
    }
    const decision = this.#decisions[id];
    this.#count(scenario, decision ? 'decided' : 'failed');
    for (const difference of found)
      this.#said.push(`${id}: ${difference}${decision ? ` — by decision: ${decision}` : ''}`);
  }

  #count(scenario: Scenario, outcome: Outcome): void {
    const source = (scenario.source ?? '?').split(/[@:]/)[0]!;
    const counts = this.#bySource.get(source) ?? emptyCounts();
    counts[outcome]++;
    this.#totals[outcome]++;
    this.#bySource.set(source, counts);
  }

  lines(): string[] {
    const { passed, failed, decided, unsupported, computed } = this.#totals;
    const rest = [
      ...(unsupported > 0 ? [`${unsupported} of other kinds`] : []),
      ...(computed > 0 ? [`${computed} without expected numbers`] : []),
    ];
    return [
      ...this.#said,
      '',
      row('source', 'passed', 'failed', 'decided', 'other'),
      ...[...this.#bySource]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([source, counts]) =>
          row(
            source,
            counts.passed,
            counts.failed,
            counts.decided,
            counts.unsupported + counts.computed,
          ),
        ),
      '',
      `${passed} passed, ${failed} failed, ${decided} different by decision`,
      ...(rest.length > 0 ? [`besides: ${rest.join(', ')}`] : []),
    ];
  }
}

function emptyCounts(): Record<Outcome, number> {
  return { passed: 0, failed: 0, decided: 0, unsupported: 0, computed: 0 };
}

function row(source: string, ...counts: (number | string)[]): string {
  return `${source.padEnd(34)}${counts.map((count) => String(count).padStart(9)).join('')}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof Unsupported) return error.message;
  if (error instanceof Malformed) return `malformed: ${error.message}`;
  // A case that breaks the engine is named, and the others go on.
  return `malformed: ${error instanceof Error ? error.message : String(error)}`;
}
