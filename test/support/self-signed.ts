import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key and a certificate that is signed by itself, as `ast_tls_cert` and most PBXs have it. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
  /** The certificate in a file. */
  readonly file: string;
  readonly fingerprint: string;
}

/** Makes one by OpenSSL for such names, `DNS:localhost` or `IP:127.0.0.1`, in a folder. */
export function makeSelfSigned(folder: string, names: string): SelfSigned {
  const stem = join(folder, names.replaceAll(/[^a-z0-9]/gi, '-'));
  const file = `${stem}.pem`;
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=pbx';
  execFileSync(
    'openssl',
    [...words.split(' '), '-addext', `subjectAltName=${names}`, '-keyout', `${stem}.key`, '-out', file],
    { stdio: 'pipe' },
  );
  const cert = readFileSync(file, 'utf8');
  const { fingerprint256 } = new X509Certificate(cert);
  return { key: readFileSync(`${stem}.key`, 'utf8'), cert, file, fingerprint: fingerprint256 };
}
