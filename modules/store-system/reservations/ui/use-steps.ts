import { useState } from 'react';
import { newAttempt, send } from '../../../../server/ui/attempt.ts';
import { useClient, useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { offerUndo } from '../../../../server/ui/kit/undo.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import {
  acceptReservation,
  collectReservation,
  extendReservation,
  refuseReservation,
  releaseReservation,
  setReservationAside,
  takeOffer,
} from '../contracts.ts';
import type { DeskRow } from './desk.ts';
import { deskCopy } from './desk-copy.ts';
import { nameOf } from './DeskCells.tsx';

export type Because = 'not-found' | 'damaged' | 'other';

/** What may be done with the reservations of a desk; each answers whether it was done. */
export interface DeskCommands {
  readonly accept: (row: DeskRow) => Promise<boolean>;
  readonly takeOffer: (row: DeskRow) => Promise<boolean>;
  readonly refuse: (row: DeskRow, because: Because) => Promise<boolean>;
  readonly setAside: (row: DeskRow, shelf: string) => Promise<boolean>;
  readonly collect: (row: DeskRow) => Promise<boolean>;
  readonly extend: (row: DeskRow, until: string) => Promise<boolean>;
  /** Leaves the list at once; the piece is free when the time to take it back is over. */
  readonly release: (row: DeskRow) => void;
  /** Those something is being done with. */
  readonly busy: ReadonlySet<string>;
  readonly offline: boolean;
  readonly problem: Problem | null;
  readonly forget: () => void;
  /** Released a moment ago, and not yet for good. */
  readonly leaving: ReadonlySet<string>;
}

export function useDeskCommands(): DeskCommands {
  const t = useCopy(deskCopy);
  const write = useFormat();
  const now = useMinute();
  const client = useClient();
  const commands = {
    accept: useCommandOf(acceptReservation),
    takeOffer: useCommandOf(takeOffer),
    refuse: useCommandOf(refuseReservation),
    setAside: useCommandOf(setReservationAside),
    collect: useCommandOf(collectReservation),
    extend: useCommandOf(extendReservation),
  };
  const all = Object.values(commands);
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const forget = (): void => all.forEach((command) => command.forget());

  const run = async (row: DeskRow, work: Promise<{ readonly done: boolean }>): Promise<boolean> => {
    const { reservationId } = row.reservation;
    setBusy((before) => new Set([...before, reservationId]));
    const { done } = await work;
    setBusy((before) => without(before, reservationId));
    return done;
  };
  const id = (row: DeskRow) => ({ reservationId: row.reservation.reservationId });
  const stay = (reservationId: string): void =>
    setLeaving((before) => without(before, reservationId));

  return {
    accept: (row) => run(row, commands.accept.send(id(row))),
    takeOffer: (row) => run(row, commands.takeOffer.send(id(row))),
    refuse: (row, because) => run(row, commands.refuse.send({ ...id(row), because })),
    setAside: (row, shelf) => run(row, commands.setAside.send({ ...id(row), shelf })),
    collect: (row) => run(row, commands.collect.send(id(row))),
    extend: async (row, until) => {
      const before = row.reservation.until;
      const done = await run(row, commands.extend.send({ ...id(row), until }));
      if (done && before !== null && Date.parse(before) > Date.now()) {
        offerUndo({
          words: t('extended', { when: write.moment(until, now), seconds: '{{seconds}}' }),
          onUndo: () => commands.extend.send({ ...id(row), until: before }),
        });
      }
      return done;
    },
    release: (row) => {
      const { reservationId } = row.reservation;
      setLeaving((before) => new Set([...before, reservationId]));
      offerUndo({
        words: t('released', { name: nameOf(row), seconds: '{{seconds}}' }),
        onUndo: () => stay(reservationId),
        onKept: async () => {
          const attempt = newAttempt();
          // The page may be closing: it is sent all the same.
          const outcome = await send(client, releaseReservation, { reservationId }, attempt, {
            keepalive: true,
          });
          if (!outcome.done) stay(reservationId);
          return outcome;
        },
      });
    },
    busy,
    leaving,
    forget,
    offline: commands.accept.offline,
    problem: all.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

function without(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set([...all].filter((each) => each !== one));
}
