import { expect } from 'chai';
import { defineCopy, sayIn } from '../../../server/ui/copy.ts';
import { NoAnswer, ProblemError } from '../../../server/http/client.ts';
import { isFinal, problemOf } from '../../../server/ui/problem.ts';

const copy = defineCopy('test.copy', {
  it: {
    title: 'Consegna',
    handTo: 'Consegna a {{name}}',
    pieces_one: '{{count}} pezzo',
    pieces_other: '{{count}} pezzi',
  },
  en: {
    title: 'Hand over',
    handTo: 'Hand over to {{name}}',
    pieces_one: '{{count}} piece',
    pieces_other: '{{count}} pieces',
  },
});

describe('the sentences of a room', () => {
  it('are said in the person’s language', () => {
    expect(sayIn(copy, 'it')('title')).to.equal('Consegna');
    expect(sayIn(copy, 'en')('title')).to.equal('Hand over');
  });

  it('fill their gaps with what a person wrote, untouched', () => {
    expect(sayIn(copy, 'it')('handTo', { name: 'D’Amico & <figli>' })).to.equal(
      'Consegna a D’Amico & <figli>',
    );
  });

  it('count in Italian from nothing to millions', () => {
    const say = sayIn(copy, 'it');
    expect([0, 1, 2, 1_000_000].map((count) => say('pieces', { count }))).to.deep.equal([
      '0 pezzi',
      '1 pezzo',
      '2 pezzi',
      '1000000 pezzi',
    ]);
  });
});

describe('what went wrong', () => {
  it('is told with the server’s words and the code that support asks for', () => {
    const problem = problemOf(
      new ProblemError({
        type: '/problems/insufficient-stock',
        title: 'Disponibilità insufficiente',
        status: 409,
        detail: 'Ne restano 2.',
        instance: 'urn:request:7F3K-92QD',
        shortages: [{ available: 2 }],
      }),
    );
    expect(problem).to.deep.equal({
      slug: 'insufficient-stock',
      status: 409,
      title: 'Disponibilità insufficiente',
      detail: 'Ne restano 2.',
      requestId: '7F3K-92QD',
      extension: { shortages: [{ available: 2 }] },
    });
  });

  it('is the network when nobody answered', () => {
    expect(problemOf(new NoAnswer('Failed to fetch')).slug).to.equal('offline');
  });

  it('is ours when it is anything else', () => {
    for (const fault of [new Error('out of step'), new TypeError('x is undefined')])
      expect(problemOf(fault)).to.include({ slug: 'unexpected', status: 500 });
  });

  it('is final when the server said no, not when it was busy or away', () => {
    const of = (status: number) =>
      isFinal(problemOf(new ProblemError({ type: '/problems/x', title: 'x', status })));
    expect([400, 409, 412, 422, 429, 500, 503].map(of)).to.deep.equal([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
