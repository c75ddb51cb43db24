import { Type } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  Version,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../http/contract.ts';
import { notFound } from '../kernel/problems.ts';
import { SHOWS_A_SECRET, everywhere } from './admin-policy.ts';
import { alreadyRevoked } from './problems.ts';

const Name = text(120, { description: 'As colleagues see it' });

export const AdminDevice = closed(
  {
    id: Id,
    name: Type.String(),
    locationId: LocationId,
    state: oneOf(['announced', 'enrolled', 'revoked']),
    enrolledAt: nullable(Instant),
    lastUsedAt: nullable(Instant),
    version: Version,
  },
  { $id: 'AdminDevice' },
);

const deviceParams = closed({ deviceId: Id });

export const listDevicesEndpoint = endpoint({
  method: 'GET',
  path: '/api/core/devices',
  summary: 'The devices of all shops',
  access: everywhere('core.device.read'),
  reply: closed({ items: Type.Array(AdminDevice) }),
});

export const announceDeviceEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices',
  summary: 'Announce a device and get the one-time code that enrols it',
  access: everywhere('core.device.manage'),
  idempotency: SHOWS_A_SECRET,
  body: closed({ name: Name, locationId: LocationId }),
  reply: closed({ device: AdminDevice, enrolmentCode: Type.String() }),
  status: 201,
});

export const renewCodeEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices/:deviceId/code',
  summary: 'A new one-time code for a device',
  access: everywhere('core.device.manage'),
  idempotency: SHOWS_A_SECRET,
  params: deviceParams,
  reply: closed({ device: AdminDevice, enrolmentCode: Type.String() }),
  refusals: [notFound, alreadyRevoked],
});

export const changeDeviceEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/core/devices/:deviceId',
  summary: 'Rename a device or move it to another shop',
  access: everywhere('core.device.manage'),
  params: deviceParams,
  body: Type.Object(
    { name: Type.Optional(Name), locationId: Type.Optional(LocationId) },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: AdminDevice,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, alreadyRevoked],
});

export const revokeDeviceEndpoint = endpoint({
  method: 'POST',
  path: '/api/core/devices/:deviceId/revocation',
  summary: 'Lock a device out for ever; whoever is logged in on it is logged out',
  access: everywhere('core.device.manage'),
  params: deviceParams,
  reply: AdminDevice,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound, alreadyRevoked],
});
