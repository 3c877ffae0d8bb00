import { tellCertificateFault } from '../../core/certificate-fault.ts';
import { RingledgerError } from '../../core/errors.ts';
import type { DatabaseAddress } from './foreign-database.ts';

/** What a driver says went wrong. */
interface DriverError {
  readonly code?: unknown;
  readonly message?: unknown;
}

type Words = (address: DatabaseAddress) => string;

const placeOf = ({ host, port }: DatabaseAddress) => `${host}:${port}`;
const MAY_NOT_SIGN_IN: Words = (at) =>
  `The database at ${placeOf(at)} does not let "${at.user}" in: check user and password, and that the account may come from this machine.`;
const MAY_NOT_READ: Words = (at) =>
  `"${at.user}" may not read the table in the database "${at.database}": grant it SELECT on the table, as docs/sources-databases.md shows.`;
const NO_DATABASE: Words = (at) =>
  `There is no database "${at.database}" at ${placeOf(at)}, or "${at.user}" may not use it: correct "database", or grant SELECT on a table of it.`;
const NOBODY_ANSWERS: Words = (at) =>
  `Nobody answers at ${placeOf(at)}: check "host" and "port", that the database listens on the network (bind-address, listen_addresses), and the firewall between.`;

/** MySQL's names and Postgres's SQLSTATE of what a person can put right, and the system's own. */
const KNOWN: Readonly<Record<string, Words>> = {
  ER_ACCESS_DENIED_ERROR: MAY_NOT_SIGN_IN,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: MAY_NOT_SIGN_IN,
  ER_HOST_NOT_PRIVILEGED: MAY_NOT_SIGN_IN,
  '28P01': MAY_NOT_SIGN_IN,
  '28000': MAY_NOT_SIGN_IN,
  ER_TABLEACCESS_DENIED_ERROR: MAY_NOT_READ,
  ER_COLUMNACCESS_DENIED_ERROR: MAY_NOT_READ,
  '42501': MAY_NOT_READ,
  ER_BAD_DB_ERROR: NO_DATABASE,
  ER_DBACCESS_DENIED_ERROR: NO_DATABASE,
  '3D000': NO_DATABASE,
  ECONNREFUSED: NOBODY_ANSWERS,
  EHOSTUNREACH: NOBODY_ANSWERS,
  ENETUNREACH: NOBODY_ANSWERS,
  ETIMEDOUT: NOBODY_ANSWERS,
  ENOTFOUND: (at) => `There is no host "${at.host}": correct "host".`,
  EAI_AGAIN: (at) =>
    `The name "${at.host}" cannot be looked up now: check the name server, or give an address.`,
  HANDSHAKE_NO_SSL_SUPPORT: (at) =>
    `The database at ${placeOf(at)} does not encrypt connections: set "tls" to "no", or turn TLS on there.`,
};

const isNotBelieved = (fault: string, at: DatabaseAddress) =>
  `The certificate of the database at ${placeOf(at)} is not believed: ${fault}. Set "caFile" to a file with the certificate of who signed it, and "host" to the name it is for; or "tls" to "unchecked", which believes any.`;

/** A driver's error in words that name the fix; never the password, and no more of the driver than its own message. */
export function refuseDatabase(error: unknown, address: DatabaseAddress): RingledgerError {
  if (error instanceof RingledgerError) return error;
  const { code, message } = (error ?? {}) as DriverError;
  const words = typeof code === 'string' ? KNOWN[code] : undefined;
  if (words !== undefined) return new RingledgerError('store-unavailable', words(address));
  const fault = address.tls === 'yes' ? tellCertificateFault(String(message)) : undefined;
  if (fault !== undefined) return new RingledgerError('store-unavailable', isNotBelieved(fault, address));
  return new RingledgerError(
    'store-unavailable',
    `The database at ${placeOf(address)} broke off: ${String(message ?? error)}. It is tried again.`,
  );
}
