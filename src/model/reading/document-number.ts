/** Compares the numbers of Federal Register documents. */

/** `2012-07333` equals `2012-7333`: public inspection and print pad differently. */
export function isSameNumber(one: string, other: string): boolean {
  return unpadded(one) === unpadded(other);
}

function unpadded(documentNumber: string): string {
  return documentNumber.toUpperCase().replace(/-0+(?=[1-9]\d*$|0$)/, "-");
}
