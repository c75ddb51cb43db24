import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { ActorCache } from '../../../server/auth/actor-cache.ts';
import type { Actor } from '../../../server/auth/actor.ts';
import { secretHasher } from '../../../server/auth/hashing.ts';
import { keyring } from '../../../server/auth/keyring.ts';
import {
  isSimplePin,
  newEnrolmentCode,
  newPin,
  newToken,
  plainCode,
} from '../../../server/auth/secrets.ts';
import type { StoredEvent } from '../../../server/events/event.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { tooManyRequests } from '../../../server/kernel/problems.ts';
import { makeActor } from '../../support/make/actor.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const ring = keyring(randomBytes(32), privateKey);

describe('secrets of people', () => {
  it('are hashed with argon2id at the cost decided, each differently', async () => {
    const hasher = secretHasher(ring);
    const [one, two] = await Promise.all([hasher.hash('402817'), hasher.hash('402817')]);
    expect(one).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.to.equal(two);
    expect(await hasher.matches(one!, '402817')).to.equal(true);
    expect(await hasher.matches(one!, '402818')).to.equal(false);
    expect(await hasher.matches(null, '402817')).to.equal(false);
  });

  it('are worth nothing without the secret of the installation', async () => {
    const stolen = await secretHasher(ring).hash('402817');
    const elsewhere = secretHasher(keyring(randomBytes(32), privateKey));
    expect(await elsewhere.matches(stolen, '402817')).to.equal(false);
  });

  it('are hashed four at once, sixteen wait, the rest is told to come back', async () => {
    const hasher = secretHasher(ring);
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => hasher.hash('x')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).to.have.lengthOf(5);
    for (const { reason } of refused) expect((reason as Refusal).problem).to.equal(tooManyRequests);
  });

  it('are never one of the few everybody tries', () => {
    for (const pin of [
      '000000',
      '999999',
      '012345',
      '987654',
      '121212',
      '424242',
      '123123',
      '135791',
      '890123',
    ]) {
      expect(isSimplePin(pin), pin).to.equal(true);
    }
    for (const pin of ['402817', '112358', '100000', '123457', '122221']) {
      expect(isSimplePin(pin), pin).to.equal(false);
    }
    for (let time = 0; time < 200; time += 1) expect(newPin()).to.match(/^[0-9]{6}$/);
  });

  it('have 256 bits where nobody types them, and are easy to read out where somebody does', () => {
    expect(Buffer.from(newToken(), 'base64url')).to.have.lengthOf(32);
    expect(newEnrolmentCode()).to.match(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(plainCode(' 7o2m 9qli')).to.equal('702M9Q11');
  });
});

describe('remembering who is behind a cookie', () => {
  const noemi: Actor = makeActor({ id: 'noemi', deviceId: 'palmare' });
  const ended = (accountId: string) =>
    ({ type: 'core.session-ended.v1', payload: { accountId } }) as unknown as StoredEvent;

  it('asks once, also when many ask at the same moment', async () => {
    const cache = new ActorCache();
    let asked = 0;
    const read = async (): Promise<Actor> => {
      asked += 1;
      return noemi;
    };
    const found = await Promise.all(Array.from({ length: 10 }, () => cache.find('k', true, read)));
    await cache.find('k', true, read);
    expect(found.every((actor) => actor === noemi)).to.equal(true);
    expect(asked).to.equal(1);
  });

  it('does not remember that nobody was there', async () => {
    const cache = new ActorCache();
    expect(await cache.find('k', true, async () => null)).to.equal(null);
    expect(await cache.find('k', true, async () => noemi)).to.equal(noemi);
  });

  it('forgets whom an event is about, and nobody else', async () => {
    const cache = new ActorCache();
    const other = makeActor({ id: 'sara' });
    await cache.find('noemi', true, async () => noemi);
    await cache.find('sara', true, async () => other);
    cache.heard([ended('noemi')]);
    expect(await cache.find('noemi', true, async () => null)).to.equal(null);
    expect(await cache.find('sara', true, async () => null)).to.equal(other);
  });

  it('does not keep an answer that was on its way while something was revoked', async () => {
    const cache = new ActorCache();
    let answer = (_: Actor | null): void => undefined;
    const slow = cache.find('k', true, () => new Promise((resolve) => (answer = resolve)));
    cache.heard([ended('noemi')]);
    answer(noemi);
    expect(await slow).to.equal(noemi);
    expect(await cache.find('k', true, async () => null)).to.equal(null);
  });
});
