/** The credentials in an `Authorization` header: https://www.rfc-editor.org/rfc/rfc6750 and https://www.rfc-editor.org/rfc/rfc7617 */

export interface Credentials {
  readonly scheme: "bearer" | "basic";
  readonly key: string;
}

/** The key is the bearer token, or the password of HTTP Basic with any user name. Null for every other scheme. */
export function readCredentials(authorization: string): Credentials | null {
  const [, name, credentials] = /^(basic|bearer) +(\S+)$/i.exec(authorization) ?? [];
  if (name === undefined || credentials === undefined) return null;
  if (name.toLowerCase() === "bearer") return { scheme: "bearer", key: credentials };
  // Only the password may contain colons.
  const password = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, "base64").toString())?.[1];
  return password === undefined ? null : { scheme: "basic", key: password };
}
