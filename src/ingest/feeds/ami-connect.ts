import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { tellCertificateFault } from '../../core/certificate-fault.ts';
import { RingledgerError } from '../../core/errors.ts';
import { readCertificates } from './read-certificates.ts';

/** Where a manager interface listens, and whose word is taken for that it is the one. */
export interface AmiPlace {
  readonly host: string;
  readonly port: number;
  /** `unchecked` encrypts and believes any certificate. */
  readonly tls: 'no' | 'yes' | 'unchecked';
  /** A file of certificates (PEM) that are believed in place of the system's. */
  readonly caFile: string | undefined;
  /** SHA-256 of the one certificate that is believed, whoever signed it and for whatever name: 64 hex digits. */
  readonly fingerprint: string | undefined;
}

const PATIENCE_MS = 20_000;

/** Connects; refuses, naming the fix, an address where nobody answers and a certificate that is not believed. */
export async function connectAmi(place: AmiPlace, signal: AbortSignal): Promise<Socket> {
  const socket = place.tls === 'no' ? connectPlain(place) : await beginTls(place);
  try {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    await once(socket, place.tls === 'no' ? 'connect' : 'secureConnect', { signal: soon });
    if (place.fingerprint !== undefined && place.tls !== 'no') {
      expectFingerprint(socket as TLSSocket, place, place.fingerprint);
    }
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    if (signal.aborted || error instanceof RingledgerError) throw error;
    throw refuse(place, error);
  }
  socket.setNoDelay(true);
  return socket;
}

async function beginTls({ host, port, tls, caFile, fingerprint }: AmiPlace): Promise<TLSSocket> {
  const ca = caFile === undefined ? undefined : await readCertificates(caFile);
  return connectTls({
    ...{ host, port, rejectUnauthorized: tls === 'yes' && fingerprint === undefined },
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
}

/** Refuses any certificate but the one of that fingerprint; the connection has sent no secret yet. */
function expectFingerprint(socket: TLSSocket, { host, port }: AmiPlace, wanted: string): void {
  const found = socket.getPeerCertificate().fingerprint256 ?? '';
  if (plain(found) === plain(wanted)) return;
  throw new RingledgerError(
    'invalid-request',
    `The certificate at ${host}:${port} has the fingerprint ${found}, not the one that "fingerprint" says: where the PBX was given another certificate, set it to this; else somebody stands between.`,
  );
}

const plain = (fingerprint: string) => fingerprint.replaceAll(':', '').toLowerCase();

function refuse({ host, port, tls }: AmiPlace, error: unknown): RingledgerError {
  const { name, message, code = '' } = error as NodeJS.ErrnoException;
  const fault = tellCertificateFault(message);
  if (fault !== undefined) {
    return new RingledgerError(
      'invalid-request',
      `The certificate at ${host}:${port} is not believed: ${fault} (${code}). Set "caFile" to a file with the certificate of who signed it, and "host" to the name it is for; or "fingerprint" to its SHA-256, as openssl x509 -noout -fingerprint -sha256 tells it at the PBX.`,
    );
  }
  if (tls !== 'no' && /^(?:ERR_SSL_|EPROTO)/.test(code)) {
    return new RingledgerError(
      'invalid-request',
      `What listens at ${host}:${port} does not speak TLS (${code}): with TLS a manager interface is on port 5039, where manager.conf says tlsenable = yes; without it set "tls" to "no".`,
    );
  }
  const reason = name === 'AbortError' ? `nothing for ${PATIENCE_MS / 1000} s` : code || message;
  return new RingledgerError(
    'invalid-request',
    `No manager interface answers at ${host}:${port} (${reason}): look whether manager.conf says ${tls === 'no' ? 'enabled' : 'tlsenable'} = yes, on which ${tls === 'no' ? 'bindaddr and port' : 'tlsbindaddr'}, whether "tls" is right, and whether a firewall is between.`,
  );
}
