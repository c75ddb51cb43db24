import { currentDeviceEndpoint } from '../../auth/contracts.ts';
import type { ReplyOf } from '../../http/contract.ts';
import { useQueryOf } from '../contract.ts';

export type CurrentDevice = ReplyOf<typeof currentDeviceEndpoint>;

/** Whether this browser is an enrolled device, and who may use it by PIN. */
export function useDevice(): CurrentDevice {
  const reading = useQueryOf(currentDeviceEndpoint, {});
  return reading.data ?? { device: null, people: [] };
}
