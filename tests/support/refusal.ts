import { expect } from 'chai';
import { Refusal } from '../../server/kernel/refusal.ts';

/** How a command was refused; that it was done instead, or broke, fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.then(
    () => 'it was done',
    (error: unknown) => error,
  );
  expect(outcome).to.be.instanceOf(Refusal);
  return outcome as Refusal;
}
