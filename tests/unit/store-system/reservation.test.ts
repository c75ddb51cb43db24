import { expect } from 'chai';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import type {
  DeskView,
  ReservationView,
} from '../../../modules/store-system/reservations/contracts.ts';
import {
  reminderFor,
  stateAfter,
  type ReservationState,
  type ReservationStep,
} from '../../../modules/store-system/reservations/domain/reservation.ts';
import { applyToDesk } from '../../../modules/store-system/reservations/live.ts';

const STATES: readonly ReservationState[] = [
  'waiting',
  'offered',
  'requested',
  'active',
  'set-aside',
  'collected',
  'released',
  'refused',
  'expired',
];

describe('the life of a reservation', () => {
  /** Written by hand: every way there is, and no other. */
  const ways: Readonly<
    Record<ReservationStep, Partial<Record<ReservationState, ReservationState>>>
  > = {
    offer: { waiting: 'offered' },
    'take-offer': { offered: 'active' },
    accept: { requested: 'active' },
    refuse: { requested: 'refused' },
    'set-aside': { requested: 'set-aside', active: 'set-aside' },
    extend: { requested: 'requested', active: 'active', 'set-aside': 'set-aside' },
    collect: {
      offered: 'collected',
      requested: 'collected',
      active: 'collected',
      'set-aside': 'collected',
    },
    release: {
      waiting: 'released',
      offered: 'released',
      requested: 'released',
      active: 'released',
      'set-aside': 'released',
    },
    expire: {
      offered: 'expired',
      requested: 'expired',
      active: 'expired',
      'set-aside': 'expired',
    },
  };
  for (const [step, from] of Object.entries(ways)) {
    it(`allows ${step} in exactly its states`, () => {
      for (const state of STATES) {
        expect(stateAfter(state, step as ReservationStep), state).to.equal(from[state] ?? null);
      }
    });
  }

  it('is reminded of one hour before its end, unless that has passed', () => {
    const until = new Date('2026-11-22T18:30:00Z');
    expect(reminderFor(until, new Date('2026-11-22T17:00:00Z'))).to.deep.equal(
      new Date('2026-11-22T17:30:00Z'),
    );
    expect(reminderFor(until, new Date('2026-11-22T17:45:00Z'))).to.equal(null);
  });
});

describe('the reservation desk, live', () => {
  const reservation = (id: string, version: number, state: ReservationState): ReservationView => ({
    reservationId: id,
    locationId: 'MI01',
    askedFrom: 'MI01',
    itemId: 'coat',
    quantity: 1,
    customerId: 'marta',
    codeEnding: '7QM4',
    state,
    until: null,
    answerBy: null,
    remindedAt: null,
    shelf: null,
    depositMinor: 0,
    extended: 0,
    placedAt: `2026-11-22T10:00:0${id}.000Z`,
    version,
  });
  const event = (what: 'placed' | 'changed' | 'ended', about: ReservationView): LiveEvent => ({
    cursor: { epoch: 'e', tx: '1', position: '1' },
    type: `store-system.reservation-${what}.v1`,
    stream: `reservation:${about.reservationId}`,
    locationId: 'MI01',
    payload: { reservation: about },
    occurredAt: '2026-11-22T10:00:00.000Z',
  });
  const desk = (...reservations: ReservationView[]): DeskView => ({
    locationId: 'MI01',
    reservations,
  });

  it('adds a new one in its place and takes away one that has ended', () => {
    const [first, second] = [reservation('1', 1, 'active'), reservation('2', 1, 'active')];
    expect(applyToDesk(desk(second), event('placed', first))).to.deep.equal(desk(first, second));
    expect(
      applyToDesk(desk(first, second), event('ended', reservation('1', 2, 'released'))),
    ).to.deep.equal(desk(second));
  });

  it('is not set back by what it is told late', () => {
    const now = desk(reservation('1', 3, 'set-aside'));
    expect(applyToDesk(now, event('changed', reservation('1', 2, 'active')))).to.equal(now);
  });

  it('looks again before it shows one that may have ended already', () => {
    expect(applyToDesk(desk(), event('changed', reservation('1', 2, 'set-aside')))).to.equal(
      'fetch-again',
    );
  });
});
