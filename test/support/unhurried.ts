/** A local replay server is no live service: it may be asked at any moment, and again after any fault. */

export const UNHURRIED = { minIntervalMs: 0, shutAfter: Number.POSITIVE_INFINITY };
