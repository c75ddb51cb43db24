import type { Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { RowReader } from './domain/row-reader.ts';
import type { Header } from './domain/table.ts';
import { UnreadableFile, type FileLine } from './file.ts';
import type { ImportKind } from './kind.ts';
import type { StagedError, StagedRow } from './sql.ts';

type Fault = RowReader['errors'][number];

/** A line, and what its kind read of it. */
export interface LineRead extends FileLine {
  readonly entry: object;
  readonly faults: readonly Fault[];
  /** What it is a part of; null when it stands for itself. */
  readonly part: Text | null;
}

type Blame = (line: number, column: string | null, message: Text) => void;

/** What is known of a file while its lines go by. */
export class Staging {
  totalRows = 0;
  wrongRows = 0;
  readonly #kind: ImportKind<object>;
  readonly #headers: readonly Header[];
  /** The line on which each thing stands that may stand only once. */
  readonly #seen = new Map<string, number>();
  /** The line on which each thing begins that lines are parts of. */
  readonly #begun = new Map<string, number>();
  #latest: string | null = null;

  constructor(kind: ImportKind<object>, headers: readonly Header[]) {
    this.#kind = kind;
    this.#headers = headers;
  }

  /** Reads the next line. A thing whose lines stand in two places cannot be taken whole: refused. */
  read(line: FileLine): LineRead {
    const row = new RowReader(this.#byKey(line.cells), this.#numericKeys(line.numeric));
    const entry = this.#kind.read(row);
    const part = this.#kind.together?.(entry) ?? null;
    if (part && row.errors.length === 0) this.#demandOnePlace(line.line, part);
    return { ...line, entry, faults: row.errors, part };
  }

  #demandOnePlace(line: number, part: Text): void {
    const begun = this.#begun.get(part.it);
    if (begun === undefined) this.#begun.set(part.it, line);
    else if (this.#latest !== part.it) {
      throw new UnreadableFile({
        it: `${part.it}: comincia alla riga ${begun} e torna alla riga ${line}. Ordina il file, così che le sue righe stiano una sotto l’altra, e invialo di nuovo.`,
        en: `${part.en}: it begins on line ${begun} and comes back on line ${line}. Sort the file so that its lines stand one under the other, and send it again.`,
      });
    }
    this.#latest = part.it;
  }

  /** Lines ready to be staged: compared with the lines before, and with the database. */
  async checked(tx: Tx, lines: readonly LineRead[]): Promise<StagedRow[]> {
    const errors = new Map<number, StagedError[]>();
    const blame: Blame = (line, column, message) => {
      const there = errors.get(line) ?? [];
      errors.set(line, [...there, { column, message }]);
    };
    for (const { line, faults } of lines) {
      faults.forEach(({ column, message }) => blame(line, column, message));
    }
    blameParts(lines, errors, blame);
    const right = lines.filter(({ line }) => !errors.has(line));
    this.#refuseRepeated(right, blame);
    for (const { line, column, message } of await this.#kind.check(tx, right)) {
      blame(line, column, message);
    }
    blameParts(lines, errors, blame);
    this.totalRows += lines.length;
    this.wrongRows += errors.size;
    return lines.map(({ line, cells, entry }) => {
      const wrong = errors.get(line);
      return wrong
        ? { line, entry: null, errors: wrong, cells }
        : { line, entry, errors: null, cells: null };
    });
  }

  #byKey(cells: readonly string[]): Map<string, string> {
    const byKey = new Map<string, string>();
    this.#headers.forEach(({ key }, place) => {
      if (key !== null) byKey.set(key, cells[place] ?? '');
    });
    return byKey;
  }

  #numericKeys(numeric: ReadonlySet<number>): Set<string> {
    return new Set([...numeric].flatMap((place) => this.#headers[place]?.key ?? []));
  }

  #refuseRepeated(lines: readonly LineRead[], blame: Blame): void {
    let before: string | null = null;
    for (const { line, entry, part } of lines) {
      // The lines of one thing are about the same.
      const again = part !== null && part.it === before;
      before = part?.it ?? null;
      if (again) continue;
      for (const identity of this.#kind.identities(entry)) {
        const first = this.#seen.get(identity.it);
        if (first === undefined) this.#seen.set(identity.it, line);
        else {
          blame(line, null, {
            it: `${identity.it}: c’è già alla riga ${first}.`,
            en: `${identity.en}: already on line ${first}.`,
          });
        }
      }
    }
  }
}

/** Where one line of a thing is wrong, so are its others: half of it would be another thing. */
function blameParts(
  lines: readonly LineRead[],
  errors: ReadonlyMap<number, unknown>,
  blame: Blame,
): void {
  const wrong = new Map<string, number>();
  for (const { line, part } of lines) {
    if (part && errors.has(line) && !wrong.has(part.it)) wrong.set(part.it, line);
  }
  for (const { line, part } of lines) {
    const first = part && wrong.get(part.it);
    if (first == null || errors.has(line)) continue;
    blame(line, null, {
      it: `Va insieme alla riga ${first}, che è sbagliata.`,
      en: `It goes with line ${first}, which is wrong.`,
    });
  }
}
