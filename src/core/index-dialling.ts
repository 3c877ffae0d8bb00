import { mapUnder } from './dated-entries.ts';
import type { Directory, DirectoryEntries, Validity } from './directory.ts';
import { findNumberingPlan } from './numbering-plan.ts';
import type { DiallingRules } from './phone-number.ts';
import { isNumberedCountry } from './read-metadata.ts';

/** Answers by which rules is dialled. The same object comes back for the same pair, so that callers may key on it. */
export function indexDialling(entries: DirectoryEntries): Directory['dialling'] {
  const pbx = entries.dialling;
  const companies = latestById(entries.companies);
  const trunks = latestById(entries.trunks);
  const made = new Map<string, Map<string, DiallingRules>>();
  return (company, trunk) => {
    const ofCompany = companies.get(company)?.dialling;
    const ofTrunk = trunks.get(trunk)?.dialling;
    if (ofCompany === undefined && ofTrunk === undefined) return pbx;
    // Only ids that override something are keys: records may name any number of companies there are not.
    const companyKey = ofCompany === undefined ? '' : company;
    const trunkKey = ofTrunk === undefined ? '' : trunk;
    const known = made.get(companyKey)?.get(trunkKey);
    if (known !== undefined) return known;
    const rules = overlayDialling(overlayDialling(pbx, ofCompany), ofTrunk);
    mapUnder(made, companyKey).set(trunkKey, rules);
    return rules;
  };
}

/** The prefixes of an ISO 3166 country, for whoever does not write them; empty where there is no such country. */
export function usualPrefixesOf(country: string): Pick<DiallingRules, 'international' | 'national'> {
  if (!isNumberedCountry(country)) return { international: '', national: '' };
  const { international, national } = findNumberingPlan(country);
  return { international, national };
}

/**
 * Rules over others, field by field. Who names another country leaves with the old one what is that country's: its
 * prefixes, the area code in it, its carriers, emergency numbers and short codes.
 */
export function overlayDialling(
  under: DiallingRules,
  over: Partial<DiallingRules> | undefined,
): DiallingRules {
  if (over?.country === undefined || over.country === under.country) return { ...under, ...over };
  const { outsideLine, featureCodes } = under;
  return {
    ...usualPrefixesOf(over.country),
    areaCode: '',
    outsideLine,
    ...(featureCodes === undefined ? {} : { featureCodes }),
    ...over,
    country: over.country,
  };
}

/** The entry of each id that began last. */
export function latestById<E extends Validity & { readonly id: string }>(
  entries: readonly E[],
): ReadonlyMap<string, E> {
  const latest = new Map<string, E>();
  for (const entry of entries) {
    const known = latest.get(entry.id);
    if (known === undefined || (known.from ?? '') <= (entry.from ?? '')) latest.set(entry.id, entry);
  }
  return latest;
}
