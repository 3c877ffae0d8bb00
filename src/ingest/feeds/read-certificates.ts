import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { RingledgerError } from '../../core/errors.ts';
import { type Shape, text } from '../../core/json-shape.ts';

/** The setting that names certificates which are believed in place of the system's. */
export const CA_FILE: Shape = text(
  'certificates to believe, for a server whose own no public authority signed',
  'the whole path of a PEM file that the server may read',
  '^/[^\\p{Cc}]{1,1000}$',
  '/etc/ringledger/pbx.pem',
);

/** Reads the file of that setting. Refuses one that cannot be read, or in which there is no certificate, naming the fix. */
export async function readCertificates(file: string): Promise<string> {
  const text = await readFile(file, 'latin1').catch((error: NodeJS.ErrnoException) => {
    throw new RingledgerError(
      'invalid-request',
      `The certificates in ${file} cannot be read (${error.code ?? error.message}): let "caFile" name a file that this server may read.`,
    );
  });
  if (holdsCertificates(text)) return text;
  throw new RingledgerError(
    'invalid-request',
    `There is no certificate in ${file}, or a broken one: "caFile" takes PEM, with lines -----BEGIN CERTIFICATE-----.`,
  );
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Whoever connects with broken ones believes nobody, and is not told why. */
function holdsCertificates(text: string): boolean {
  const blocks = text.match(BLOCK) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}
