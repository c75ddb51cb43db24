import { expect } from 'chai';
import type { Cursor } from '../../../server/events/event.ts';
import { createLiveClient, type LiveSocket } from '../../../server/live/client.ts';
import type { JoinReply, JoinRequest, LiveBatch } from '../../../server/live/protocol.ts';

const at = (tx: number, epoch = 'e'): Cursor => ({ epoch, tx: String(tx), position: '0' });

/** The other end of the wire, played by the test. */
class FakeSocket implements LiveSocket {
  connected = false;
  attempts = 0;
  readonly joins: { request: JoinRequest; answer: (reply: JoinReply) => void }[] = [];
  readonly left: string[] = [];
  readonly #listeners = new Map<string, (told?: unknown) => void>();

  on(message: string, listener: (...told: never[]) => void): void {
    this.#listeners.set(message, listener as (told?: unknown) => void);
  }

  emit(message: string, told: unknown, answer?: unknown): void {
    if (message === 'leave') this.left.push(told as string);
    else {
      const request = told as JoinRequest;
      this.joins.push({ request, answer: answer as (reply: JoinReply) => void });
    }
  }

  connect(): void {
    this.attempts += 1;
  }

  disconnect(): void {
    this.tell('disconnect');
  }

  tell(message: string, told?: unknown): void {
    if (message === 'connect') this.connected = true;
    if (message === 'disconnect') this.connected = false;
    this.#listeners.get(message)?.(told);
  }

  batch(after: Cursor, upTo: Cursor, txs: readonly number[]): void {
    const events = txs.map((tx) => ({
      cursor: { epoch: upTo.epoch, tx: String(tx), position: '1' },
      type: 'test.happened.v1',
      stream: 'test',
      locationId: null,
      payload: {},
      occurredAt: '2026-11-22T00:00:00.000Z',
    }));
    const batch: LiveBatch = { room: 'stock:MI01', after, upTo, events };
    this.tell('batch', batch);
  }
}

describe('the live client', () => {
  function screen(random = 0) {
    const socket = new FakeSocket();
    const waits: number[] = [];
    const pending: (() => void)[] = [];
    const client = createLiveClient(() => socket, {
      random: () => random,
      later: (work, milliseconds) => {
        waits.push(milliseconds);
        pending.push(work);
      },
    });
    const seen: string[] = [];
    let fetches = 0;
    const subscription = client.subscribe('stock:MI01', at(10), {
      onBatch: (events) => seen.push(...events.map(({ cursor }) => cursor.tx)),
      onFetchAgain: () => void (fetches += 1),
    });
    const joined = (): void => {
      socket.tell('connect');
      socket.joins.at(-1)!.answer({ outcome: 'joined' });
    };
    return { socket, client, subscription, seen, waits, pending, joined, fetches: () => fetches };
  }

  it('comes back after 0.2 to 5 seconds, later with each failure', () => {
    const slow = screen(1);
    const quick = screen(0);
    for (let failure = 0; failure < 6; failure += 1) {
      for (const { socket, pending } of [slow, quick]) {
        socket.tell('connect_error');
        pending.pop()!();
      }
    }
    expect(slow.waits).to.deep.equal([400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(quick.waits).to.deep.equal([200, 200, 200, 200, 200, 200]);
    slow.socket.tell('connect');
    slow.socket.tell('disconnect');
    expect(slow.waits.at(-1), 'a success is a new beginning').to.equal(400);
    expect(slow.socket.attempts).to.equal(7);
  });

  it('waits once, however many signs of trouble there are, and not at all when closed', () => {
    const { socket, client, waits, pending } = screen();
    socket.tell('connect');
    socket.tell('disconnect');
    socket.tell('connect_error');
    expect(waits).to.have.lengthOf(1);
    client.close();
    pending[0]!();
    expect(socket.attempts, 'the first one only').to.equal(1);
  });

  it('joins again from where it has come to', () => {
    const { socket, joined } = screen();
    joined();
    socket.batch(at(10), at(20), [12]);
    socket.tell('disconnect');
    socket.tell('connect');
    expect(socket.joins.map(({ request }) => request.cursor.tx)).to.deep.equal(['10', '20']);
  });

  it('skips what it has, and asks for what it missed', () => {
    const { socket, seen, joined } = screen();
    joined();
    socket.batch(at(10), at(20), [12, 15]);
    socket.batch(at(10), at(25), [12, 15, 22]);
    expect(seen).to.deep.equal(['12', '15', '22']);
    socket.batch(at(30), at(40), [35]);
    expect(seen, 'nothing is shown over a gap').to.deep.equal(['12', '15', '22']);
    expect(socket.joins.at(-1)!.request.cursor.tx).to.equal('25');
    socket.batch(at(25), at(40), [27, 35]);
    expect(seen).to.deep.equal(['12', '15', '22', '27', '35']);
  });

  it('notices a gap by the head, when no batch tells', () => {
    const { socket, joined } = screen();
    joined();
    socket.tell('head', { room: 'stock:MI01', after: at(10), upTo: at(50) });
    expect(socket.joins).to.have.lengthOf(1);
    socket.tell('head', { room: 'stock:MI01', after: at(60), upTo: at(70) });
    expect(socket.joins.at(-1)!.request.cursor.tx).to.equal('50');
  });

  it('asks for the view once when its place is lost, and applies nothing until it has it', () => {
    const { socket, subscription, seen, joined, fetches } = screen();
    joined();
    socket.tell('fetch-again', { room: 'stock:MI01', because: 'other-epoch' });
    socket.tell('fetch-again', { room: 'stock:MI01', because: 'other-epoch' });
    socket.batch(at(1, 'f'), at(5, 'f'), [3]);
    expect(fetches()).to.equal(1);
    expect(seen).to.deep.equal([]);
    subscription.resume(at(4, 'f'));
    socket.joins.at(-1)!.answer({ outcome: 'joined' });
    socket.batch(at(1, 'f'), at(9, 'f'), [3, 7]);
    expect(seen).to.deep.equal(['7']);
  });

  it('leaves the room with its last view', () => {
    const { socket, client, subscription } = screen();
    socket.tell('connect');
    const second = client.subscribe('stock:MI01', at(10), {
      onBatch: () => undefined,
      onFetchAgain: () => undefined,
    });
    subscription.close();
    expect(socket.left).to.deep.equal([]);
    second.close();
    expect(socket.left).to.deep.equal(['stock:MI01']);
  });
});
