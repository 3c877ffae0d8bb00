/**
 * Digits dialled before a number to have a carrier of one's own choice take the call, where they stand before the
 * whole number: the call-by-call 010xx and 0100yy of Germany (Bundesnetzagentur, Nummernplan Betreiberkennzahlen),
 * 10xx of Austria (KEM-V), and the carrier access codes 101xxxx of North America (ATIS, CIC assignment guidelines).
 * Carriers inside a number or in an international prefix are in libphonenumber's metadata.
 */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  DE: ['0100xx', '010xx'],
  AT: ['10xx'],
  US: ['101xxxx'],
  CA: ['101xxxx'],
};
const NONE: readonly string[] = [];

const ZERO = 48;
const NINE = 57;
const ANY_DIGIT = 120;

/** The carrier prefixes of an ISO 3166 country, an `x` at the end standing for any digit. */
export function usualCarrierPrefixesOf(country: string): readonly string[] {
  return USUAL[country] ?? NONE;
}

/** How many digits of a text of digits are the first of the carrier prefixes that it begins with; 0 for none. */
export function measureCarrierPrefix(prefixes: readonly string[], text: string): number {
  for (const prefix of prefixes) if (beginsWith(text, prefix)) return prefix.length;
  return 0;
}

function beginsWith(text: string, prefix: string): boolean {
  for (let at = 0; at < prefix.length; at += 1) {
    const wanted = prefix.charCodeAt(at);
    const code = text.charCodeAt(at);
    const fits = wanted === ANY_DIGIT ? code >= ZERO && code <= NINE : code === wanted;
    if (!fits) return false;
  }
  return prefix.length > 0;
}
