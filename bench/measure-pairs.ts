/** Two works timed in turn. */

export const ROUNDS = 15;
const WARM_UP = 3;

/** In turn, so that both see the same weather. */
export function measurePairs(a: () => void, b: () => void): [number[], number[]] {
  const times: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    [a, b].forEach((work, at) => {
      const started = performance.now();
      work();
      if (round >= 0) times[at]?.push(performance.now() - started);
    });
  }
  return times;
}
