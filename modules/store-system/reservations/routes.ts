import type { Keyring } from '../../../server/auth/keyring.ts';
import type { Routes } from '../../../server/http/routes.ts';
import {
  acceptReservation,
  collectReservation,
  countOfCustomer,
  extendReservation,
  findReservationByCode,
  placeReservation as placeEndpoint,
  readDesk,
  readDeskDetails,
  readTerms,
  refuseReservation,
  releaseReservation,
  setReservationAside,
  takeOffer,
} from './contracts.ts';
import { placeReservation } from './place-reservation.ts';
import { deskDetails, deskOf, liveOfCustomer, reservationByCode } from './queries.ts';
import { accept, acceptOffer, collect, extend, refuse, release, setAside } from './steps.ts';
import { termsOf } from './terms.ts';

export function reservationRoutes(routes: Routes, keyring: Keyring): void {
  routes.view(readDesk, deskOf);
  routes.query(readDeskDetails, deskDetails);
  routes.query(readTerms, termsOf);
  routes.query(countOfCustomer, liveOfCustomer);
  routes.query(findReservationByCode, (read, input) => reservationByCode(read, keyring, input));
  routes.command(placeEndpoint, (tx, input) => placeReservation(tx, keyring, input));
  routes.command(acceptReservation, accept);
  routes.command(refuseReservation, refuse);
  routes.command(takeOffer, acceptOffer);
  routes.command(setReservationAside, setAside);
  routes.command(extendReservation, extend);
  routes.command(releaseReservation, release);
  routes.command(collectReservation, collect);
}
