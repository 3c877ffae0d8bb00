/** A phone as the form has it. */
export interface Phone {
  readonly extension: string;
  readonly owner: string;
  /** Name in its channel; the extension's number where nothing is typed. */
  readonly sipName: string;
}

interface Written {
  readonly company: string;
  readonly country: string;
  readonly zone: string;
  readonly outsideLine: string;
  readonly phones: readonly Phone[];
}

/** The first company's id: calls whose owner nobody knows are shown under it as well. */
const COMPANY = 'default';

/** A directory.json of a company and its phones; rows in which nothing is typed are left out. */
export function toDirectory({ company, country, zone, outsideLine, phones }: Written) {
  const typed = phones.filter(({ extension, owner, sipName }) => `${extension}${owner}${sipName}` !== '');
  return {
    zone,
    dialling: { country, ...(outsideLine === '' ? {} : { outsideLine }) },
    companies: [{ id: COMPANY, name: company }],
    extensions: typed.map(({ extension, owner }) => ({
      ...{ number: extension, company: COMPANY },
      ...(owner === '' ? {} : { name: owner }),
    })),
    devices: typed.map(({ extension, owner, sipName }) => ({
      id: deviceIdOf(sipName || extension),
      sipName: sipName || extension,
      owner: owner || extension,
      company: COMPANY,
      kind: 'handset',
      extensions: [extension],
    })),
  };
}

const FNV_PRIME = 0x01000193;
const SEEDS = [0x811c9dc5, 0x9747b28c] as const;

/**
 * An id for a phone whose MAC nobody has typed: its SIP name where that is one, else `02`, which begins addresses that
 * nobody sells, and a hash of the name. Attribution and syncs go by the SIP name.
 */
function deviceIdOf(sipName: string): string {
  if (/^[0-9A-Fa-f]{12}[0-9]$/.test(sipName)) return sipName;
  const mac = sipName.replaceAll(/[:.-]/g, '');
  if (/^[0-9A-Fa-f]{12}$/.test(mac)) return `${mac.toLowerCase()}0`;
  const hash = SEEDS.map((seed) => hashOf(sipName, seed).toString(16).padStart(8, '0')).join('');
  return `02${hash.slice(0, 10)}0`;
}

function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), FNV_PRIME) >>> 0;
  return hash;
}
