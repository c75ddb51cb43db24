import type { ModuleNames } from './names.ts';

/** The tests of the first room: its rule, and its command against a real database. */
export function testFiles({ id }: ModuleNames): Record<string, string> {
  return {
    [`tests/unit/${id}/notes.test.ts`]: unit(id),
    [`tests/integration/${id}/notes.test.ts`]: integration(id),
  };
}

const unit = (id: string): string => `import { expect } from 'chai';
import { titleOf } from '../../../modules/${id}/notes/domain.ts';

describe('the title of a note', () => {
  it('is its first line', () => {
    expect(titleOf('  Vetrina\\nLuci da cambiare')).to.equal('Vetrina');
  });

  it('is cut at sixty characters, and the cut is shown', () => {
    expect(titleOf('a'.repeat(60))).to.equal('a'.repeat(60));
    expect(titleOf('a'.repeat(61))).to.equal(\`\${'a'.repeat(59)}…\`);
  });
});
`;

const integration = (id: string): string => `import { expect } from 'chai';
import { leaveNote } from '../../../modules/${id}/notes/commands.ts';
import { newestNotes } from '../../../modules/${id}/notes/queries.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';

describe('notes of a location', () => {
  const database = useDatabase();

  it('are read where they were left, newest first, and nowhere else', async () => {
    const leave = (locationId: string, text: string) =>
      inTransaction(database.db, makeActor(), (tx) => leaveNote(tx, { locationId, text }));
    await leave('MI01', 'Vetrina');
    await leave('MI01', 'Cassa 2');
    await leave('FI01', 'Magazzino');

    const { notes } = await inTransaction(database.db, makeActor(), (tx) =>
      newestNotes(tx, { locationId: 'MI01' }),
    );

    expect(notes.map(({ title }) => title)).to.deep.equal(['Cassa 2', 'Vetrina']);
  });
});
`;
