import { createHash } from 'node:crypto';

/**
 * The id of a device by its SIP name, for a PBX that knows no MAC addresses. A SIP name that is MAC and port is the id
 * itself, and one that is a MAC is its port 0. Of any other the id is `02`, which begins addresses that nobody sells
 * (IEEE 802: locally administered), ten hex digits of the name's SHA-256, and port 0: the same name has the same id,
 * on whatever day and machine it is asked for.
 */
export function deviceIdOf(sipName: string): string {
  if (/^[0-9A-Fa-f]{12}[0-9]$/.test(sipName)) return sipName;
  const mac = sipName.replaceAll(/[:.-]/g, '');
  if (/^[0-9A-Fa-f]{12}$/.test(mac)) return `${mac.toLowerCase()}0`;
  return `02${createHash('sha256').update(sipName).digest('hex').slice(0, 10)}0`;
}
