/** The form in which statements write a wall-clock time: `2026-12-01T00:00`. */
export const WALL = `'YYYY-MM-DD"T"HH24:MI'`;
