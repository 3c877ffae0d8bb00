/**
 * A user name and a password from an Authorization header of the scheme Basic, as a request's `auth` has them; undefined
 * for any other. The user name `key` says that the password is a key: modules of a PBX know no other scheme.
 */
export function readBasicAuth(authorization: string | undefined): object | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, username = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return username === 'key' ? { key: password } : { username, password };
}
