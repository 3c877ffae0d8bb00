/** How people dial, and what the digits mean. Prefixes are digit strings; an empty one means "none". */
export interface DiallingRules {
  /** ISO 3166 country, upper case: `GB`. */
  readonly country: string;
  /** Dialled before an outside number: `9`. */
  readonly outsideLine: string;
  /** Dialled before a country code: `00`. */
  readonly international: string;
  /** Dialled before an area code: `0`. */
  readonly national: string;
  /** Area code of this site, without national prefix: `20`. */
  readonly areaCode: string;
}
