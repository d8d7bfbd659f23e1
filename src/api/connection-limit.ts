/** How many may stay connected at once: all together, and each caller. */

export interface ConnectionLimit {
  /** Null where the caller has all that it may have, or the house is full. Give it back exactly once. */
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
          // A caller that left is forgotten: the map is no larger than the house.
          if (left > 0) taken.set(callerId, left);
          else taken.delete(callerId);
          sum -= 1;
        },
      };
    },
  };
}
