import { expect } from 'chai';
import { chance } from '../../seeds/demo/random.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { useDatabase } from '../support/database.ts';
import { sharedSecrets, startServerProcess, type ServerProcess } from '../support/processes.ts';
import { differences } from '../support/reconcile.ts';
import { commitOf, startWire, wholeRequest, type Fault, type Wire } from '../support/wire.ts';
import { Client, type TradeOptions } from './clients.ts';
import { compare, type Difference } from './compare.ts';
import { Journal } from './journal.ts';
import { openShopFloor, type ShopFloor } from './shop-floor.ts';

const ROUNDS = process.env['PROOF'] ? 10 : 1;
const FAULTS: readonly Fault[] = [
  'cut before it arrives',
  'cut right after it was sent',
  'cut with the answer on its way',
  'silence for ever',
];

/** What a client does, the request on the way to the server, and what its transaction alone says. */
interface Deed {
  readonly what: string;
  readonly act: (client: Client, floor: ShopFloor) => Promise<unknown>;
  readonly request: RegExp;
  readonly statement: RegExp;
}

const DEEDS: readonly Deed[] = [
  {
    what: 'an order',
    act: (client) => client.order(),
    request: /^POST \/api\/omnichannel\/orders /,
    // Its statements are prepared: of what is sent, the event it records names it.
    statement: /omnichannel\.order-placed\.v1/,
  },
  {
    what: 'a basket',
    act: (client) => client.holdBasket(),
    request: /^POST \/api\/store-system\/holds /,
    // Of the event it records, as it stands in a list of texts.
    statement: /\\"kind\\":\\"cart\\"/,
  },
  {
    what: 'a pick',
    act: (client, { clerks }) => client.fulfil(clerks[0]!),
    request: /^POST \/api\/omnichannel\/pickups\/picks /,
    statement: /insert into oc_pick\b/,
  },
  {
    what: 'a handover',
    act: (client, { clerks }) => client.fulfil(clerks[0]!),
    request: /^POST \/api\/omnichannel\/pickups\/[^/]+\/handover /,
    statement: /insert into oc_handover\b/,
  },
];

describe('a connection that is cut', function () {
  this.timeout(120_000 + ROUNDS * 60_000);
  const database = useDatabase({ keeping: 'durable' });
  const random = chance(20_261_122);
  let clientWire: Wire;
  let databaseWire: Wire;
  let server: ServerProcess;
  let floor: ShopFloor;
  let journal: Journal;

  before(async () => {
    const secrets = sharedSecrets();
    const keyring = await loadKeyring({ databaseUrl: database.url, dataFolder: '' }, secrets);
    floor = await openShopFloor(database.db, keyring, { clerks: 1, pieces: [1_000, 1_000, 1_000] });
    journal = new Journal();
    const url = new URL(database.url);
    databaseWire = await startWire({ host: url.hostname, port: Number(url.port) });
    url.hostname = '127.0.0.1';
    url.port = String(databaseWire.port);
    server = await startServerProcess({ DATABASE_URL: url.href, ...secrets });
    clientWire = await startWire({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
  });
  after(async () => {
    await clientWire?.stop();
    await server?.kill();
    await databaseWire?.stop();
  });

  const client = (more: Partial<TradeOptions> = {}): Client =>
    new Client({
      floor,
      journal,
      url: () => `http://127.0.0.1:${clientWire.port}`,
      random: random.next,
      patienceMilliseconds: 2_000,
      ...more,
    });
  const wrong = async (): Promise<Difference[]> => [
    ...(await compare(database.db, floor, journal)),
    ...(await differences(database.db, floor.checks)).map((each) => JSON.stringify(each)),
  ];

  for (const fault of FAULTS) {
    for (const { what, act, request, statement } of DEEDS) {
      it(`between client and server (${fault}) leaves ${what} with one effect`, async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const before = journal.repeated;
          clientWire.strike(fault, wholeRequest(request));
          await act(client(), floor);
          expect(clientWire.struck).to.equal(true);
          expect(journal.repeated).to.be.greaterThan(before);
        }
        expect(await wrong()).to.deep.equal([]);
        expect(journal.failures).to.deep.equal([]);
      });

      // It takes ten seconds to find out that a connection is dead.
      if (fault === 'silence for ever' && what !== 'an order' && !process.env['PROOF']) continue;
      it(`between server and database at COMMIT (${fault}) leaves ${what} with one effect`, async () => {
        const rounds = fault === 'silence for ever' ? 1 : ROUNDS;
        for (let round = 0; round < rounds; round += 1) {
          databaseWire.strike(fault, commitOf(statement));
          await act(client(), floor);
          expect(databaseWire.struck).to.equal(true);
        }
        expect(await wrong()).to.deep.equal([]);
        expect(journal.failures).to.deep.equal([]);
      });
    }
  }

  it('has two effects when the client does not know its own request again, and that is noticed', async () => {
    clientWire.strike('cut with the answer on its way', wholeRequest(DEEDS[1]!.request));
    await client({ forgetsItsKeys: true }).holdBasket();
    expect(clientWire.struck).to.equal(true);
    const found = (await wrong()).map((each) => each.split(':')[0]);
    expect(found).to.include('basket nobody was told of');
  });
});
