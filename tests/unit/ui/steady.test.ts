import { expect } from 'chai';
import { placesOf, steady, type RowGroup } from '../../../server/ui/kit/steady.ts';

interface Row {
  readonly id: string;
  readonly state: string;
}

const keyOf = (row: Row) => row.id;
const row = (id: string, state = 'to prepare'): Row => ({ id, state });

function group(id: string, ...rows: Row[]): RowGroup<Row> {
  return { id, title: id, rows };
}

const shape = (groups: readonly RowGroup<Row>[]) =>
  groups.map(({ id, rows }) => `${id}: ${rows.map((r) => `${r.id} ${r.state}`).join(', ')}`);

describe('a list somebody’s hand is on', () => {
  const before = placesOf([group('late', row('A')), group('soon', row('B'), row('C'))], keyOf);

  it('keeps a row that turned late where it was, with its new state', () => {
    const now = [group('late', row('A'), row('B', 'taken')), group('soon', row('C'))];
    expect(shape(steady(now, before, keyOf))).to.deep.equal([
      'late: A to prepare',
      'soon: B taken, C to prepare',
    ]);
  });

  it('shows a new row at the end of its group', () => {
    const now = [group('late', row('N'), row('A')), group('soon', row('C'), row('B'))];
    expect(shape(steady(now, before, keyOf))).to.deep.equal([
      'late: A to prepare, N to prepare',
      'soon: B to prepare, C to prepare',
    ]);
  });

  it('drops a row that is gone', () => {
    const now = [group('late'), group('soon', row('C'), row('B'))];
    expect(shape(steady(now, before, keyOf))).to.deep.equal([
      'late: ',
      'soon: B to prepare, C to prepare',
    ]);
  });

  it('moves a row whose group is no longer there, rather than losing it', () => {
    const now = [group('soon', row('A'), row('B'), row('C'))];
    expect(shape(steady(now, before, keyOf))).to.deep.equal([
      'soon: B to prepare, C to prepare, A to prepare',
    ]);
  });
});
