import { quote } from '../core/check-shape.ts';
import { type Fault, RingledgerError } from '../core/errors.ts';
import { findNumberingPlan } from '../core/numbering-plan.ts';
import { suggestWord } from '../core/suggest-word.ts';
import { isZone } from '../core/zone.ts';
import { fieldOf, type PlacedEntry } from './place-entries.ts';

/** Whether the zone and the countries that the file names exist. Values of the wrong shape are passed over. */
export function checkSettings(json: unknown, written: readonly PlacedEntry[]): readonly Fault[] {
  return [
    ...zoneFaults(fieldOf(json, 'zone')),
    ...countryFaults('dialling.country', fieldOf(fieldOf(json, 'dialling'), 'country')),
    ...written.flatMap(({ where, entry }) =>
      'dialling' in entry ? countryFaults(`${where}.dialling.country`, entry.dialling?.country) : [],
    ),
  ];
}

function zoneFaults(zone: unknown): readonly Fault[] {
  if (typeof zone !== 'string' || isZone(zone)) return [];
  const zones = Intl.supportedValuesOf('timeZone');
  const city = `/${zone.toLowerCase()}`;
  const meant = suggestWord(zone, zones) ?? zones.find((one) => one.toLowerCase().endsWith(city));
  const fix =
    meant === undefined
      ? 'write its IANA name, for example "Europe/London".'
      : `did you mean ${quote(meant)}?`;
  return [{ where: 'zone', message: `${quote(zone)} is not a time zone; ${fix}` }];
}

function countryFaults(where: string, country: unknown): readonly Fault[] {
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) return [];
  const message = countryFault(country);
  return message === undefined ? [] : [{ where, message }];
}

/** What is wrong with a country; undefined when numbers can be read by it. */
export function countryFault(country: string): string | undefined {
  try {
    findNumberingPlan(country);
    return undefined;
  } catch (error) {
    if (error instanceof RingledgerError) return error.message;
    throw error;
  }
}
