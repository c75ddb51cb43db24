/** How long a session lives, in seconds. */
export interface SessionLimits {
  /** Without a request from its person. */
  readonly idle: number;
  /** However busy it is. */
  readonly absolute: number;
}

const HOUR = 3_600;

/** In the office: the screen of one person, in a room with a door. */
export const OFFICE: SessionLimits = { idle: HOUR / 2, absolute: 12 * HOUR };

/** On a device that colleagues share in the shop: the next person comes back with six digits. */
export const SHARED_DEVICE: SessionLimits = { idle: HOUR / 4, absolute: 12 * HOUR };

/** With the demo's published log-ins there is nothing to protect, and visitors look away often. */
export const DEMO: SessionLimits = { idle: 12 * HOUR, absolute: 12 * HOUR };

/** Browsers keep no cookie longer than 400 days. */
export const DEVICE_COOKIE_SECONDS = 400 * 24 * HOUR;
