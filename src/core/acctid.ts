import { RingledgerError } from './errors.ts';

/** Reads an accounting id from an address. Refuses what is none with `invalid-request`. */
export function readAcctid(text: string): number {
  const acctid = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(acctid)) return acctid;
  throw new RingledgerError(
    'invalid-request',
    `"${text}" is not an accounting id: give the whole number that reports show as acctid.`,
  );
}
