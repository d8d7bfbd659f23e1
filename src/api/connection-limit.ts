/** Connection limits, global and per caller. */

export interface ConnectionLimit {
  /** Null where the caller or the server is at its limit. Call `giveBack` exactly once. */
  take(callerId: string): { readonly giveBack: () => void } | null;
}

export function createConnectionLimit(perCaller: number, inAll: number): ConnectionLimit {
  const taken = new Map<string, number>();
  let sum = 0;
  return {
    take: (callerId) => {
      const own = taken.get(callerId) ?? 0;
      if (own >= perCaller || sum >= inAll) return null;
      taken.set(callerId, own + 1);
      sum += 1;
      return {
        giveBack: () => {
          const left = (taken.get(callerId) ?? 0) - 1;
          // Callers without a connection are removed, so that the map stays bounded.
          if (left > 0) taken.set(callerId, left);
          else taken.delete(callerId);
          sum -= 1;
        },
      };
    },
  };
}
