import { Refusal } from '../kernel/refusal.ts';
import { alone, together, type Asked, type BatchedWork } from './batch-transaction.ts';
import { Batcher, type BatchLimits } from './batcher.ts';
import type { CommandSurroundings } from './commands.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { nameOf, replay, requestKey, type RequestKey } from './idempotency.ts';
import type { Answer } from './reply.ts';

/**
 * One endpoint whose concurrent requests share transactions. Each keeps its own actor, key and answer,
 * and gets exactly what it would have got alone.
 */
export function batchedCommand(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: BatchedWork,
  limits?: BatchLimits,
): (exchange: Exchange, input: object) => Promise<Answer> {
  const underWay = new Map<
    string,
    { readonly key: RequestKey; readonly answer: Promise<Answer> }
  >();
  const batcher = new Batcher<Asked, Answer | Refusal>(
    {
      together: (asked, ending) => together(around, endpoint, work, asked, ending),
      alone: (asked) => alone(around, endpoint, work, asked),
    },
    limits,
  );
  const submit = async (asked: Asked): Promise<Answer> => {
    const answer = await batcher.submit(asked);
    if (answer instanceof Refusal) throw answer;
    return answer;
  };
  return async (exchange, input) => {
    const asked: Asked = { exchange, input, key: requestKey(endpoint, exchange, input) };
    const name = nameOf(asked.key);
    // The same request again while the first is under way: one batch cannot hold a key twice.
    for (let first = underWay.get(name); first; first = underWay.get(name)) {
      const given = await first.answer.catch(() => null);
      if (!given) continue;
      const repeated = replay(asked.key, first.key, given);
      if (repeated instanceof Refusal) throw repeated;
      return repeated;
    }
    const answer = submit(asked).finally(() => underWay.delete(name));
    underWay.set(name, { key: asked.key, answer });
    return answer;
  };
}
