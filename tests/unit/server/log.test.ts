import { expect } from 'chai';
import { createLog } from '../../../server/observability/log.ts';
import { observer } from '../../../server/observability/served.ts';
import type { Served } from '../../../server/http/serve.ts';

describe('the log', () => {
  function logged(level: string, write: (log: ReturnType<typeof createLog>) => void): object[] {
    const lines: object[] = [];
    write(
      createLog(
        { logLevel: level },
        { write: (line) => void lines.push(JSON.parse(line) as object) },
      ),
    );
    return lines;
  }

  it('never holds what is secret or a customer’s, however deep it stands', () => {
    const canary = 'canary-7f3a';
    const secrets = {
      password: canary,
      pin: canary,
      token: canary,
      authorization: canary,
      email: canary,
      phone: canary,
    };
    const lines = logged('info', (log) =>
      log.info(
        {
          ...secrets,
          headers: { cookie: canary, 'set-cookie': [canary] },
          request: { body: secrets },
          err: Object.assign(new Error('refused'), { ...secrets, code: '40P01' }),
        },
        'told',
      ),
    );
    expect(JSON.stringify(lines)).not.to.include(canary);
    expect(lines[0]).to.have.nested.property('err.code', '40P01');
    expect(lines[0]).to.include({ level: 'info', msg: 'told' });
  });

  it('has a line for a request that failed or was slow, and for every one only when asked', () => {
    const served = (status: number, milliseconds: number): Served => ({
      method: 'GET',
      path: '/api/base/items/:itemId',
      status,
      milliseconds,
      requestId: 'r-1',
      actorId: null,
    });
    const write = (log: ReturnType<typeof createLog>): void => {
      let counted = 0;
      const observe = observer(log, { served: () => void (counted += 1) });
      for (const one of [served(200, 12.4), served(404, 3), served(500, 8), served(200, 1_500)]) {
        observe(one);
      }
      expect(counted, 'all are counted').to.equal(4);
    };
    const told = (lines: object[]): unknown[] =>
      lines.map((line) => {
        const { status, milliseconds, requestId } = line as Served;
        return [status, milliseconds, requestId];
      });
    expect(told(logged('info', write))).to.deep.equal([
      [500, 8, 'r-1'],
      [200, 1_500, 'r-1'],
    ]);
    expect(logged('debug', write)).to.have.lengthOf(4);
  });
});
