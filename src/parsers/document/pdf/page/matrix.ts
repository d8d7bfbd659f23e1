/** Affine transforms of PDF: `[a b c d e f]` maps (x, y) to (ax + cy + e, bx + dy + f). ISO 32000-1, 8.3.3. */

export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The matrix that applies `inner`, then `outer`. */
export function concat(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Returns the identity if `value` is not a matrix. */
export function toMatrix(value: unknown): Matrix {
  const numbers = Array.from((value ?? []) as ArrayLike<number>);
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) return IDENTITY;
  return numbers as unknown as Matrix;
}
