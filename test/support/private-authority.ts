import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Files of a certificate that an authority of one's own signed. */
export interface SignedCertificate {
  readonly cert: string;
  readonly key: string;
  /** The authority's own certificate. */
  readonly authority: string;
}

const KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

/** Makes an authority, and a certificate that it signs, by OpenSSL for such names as `IP:127.0.0.1`, in a folder. */
export function makeSigned(folder: string, names: string): SignedCertificate {
  const at = (name: string) => join(folder, name);
  const [authority, authorityKey, request] = [at('authority.pem'), at('authority.key'), at('request.pem')];
  const [cert, key] = [at('server.pem'), at('server.key')];
  const openssl = (words: string) => execFileSync('openssl', words.split(' '), { stdio: 'pipe' });
  openssl(`req -x509 ${KEY} -days 30 -subj /CN=authority -keyout ${authorityKey} -out ${authority}`);
  openssl(`req ${KEY} -subj /CN=server -addext subjectAltName=${names} -keyout ${key} -out ${request}`);
  openssl(
    `x509 -req -in ${request} -days 30 -CA ${authority} -CAkey ${authorityKey} -CAcreateserial -copy_extensions copy -out ${cert}`,
  );
  return { cert, key, authority };
}
