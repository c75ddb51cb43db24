import { expect } from 'chai';
import fc from 'fast-check';
import { textArray } from '../../../server/db/text-array.ts';
import { useDatabase } from '../../support/database.ts';

describe('a list of texts for the database', () => {
  const database = useDatabase({ poolSize: 1 });

  it('arrives as it was, whatever stands in the texts', async () => {
    const texts = fc.array(
      fc.option(
        fc.oneof(
          fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u0000', '')),
          fc.json(),
          fc.constantFrom('', 'NULL', '{a,"b"}', '\\', '"', 'a\nb\tc', 'più € 😀', ' spaces '),
        ),
        { nil: null },
      ),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (sent) => {
        const { rows } = await database.db.raw('select ?::text[] as texts', [textArray(sent)]);
        expect(rows[0].texts).to.deep.equal(sent);
      }),
      { numRuns: 200 },
    );
  });
});
