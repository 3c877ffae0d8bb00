import type { StoredTariffs } from '../store/catalog/rates-tariffs.ts';
import type { TariffNames } from './tariff-names.ts';

/** Companies that are named; the others are counted. */
const MOST_NAMED = 10;

/**
 * A sentence about companies that these tariffs leave without a price: none is theirs, `default` is not written, and every
 * deck that calls out is named by a tariff or a trunk, so that the default which is implied has none.
 */
export function warnOfNoTariff(
  { tariffs, assignments }: StoredTariffs,
  { decks, companies }: TariffNames,
): readonly string[] {
  if (tariffs.length === 0 || tariffs.some(({ name }) => name === 'default')) return [];
  const named = new Set([
    ...tariffs.flatMap((tariff) => tariff.decks),
    ...assignments.flatMap(({ kind, name }) => (kind === 'trunk' ? [name] : [])),
  ]);
  const isLeft = [...decks.values()].some(
    ({ name, direction }) => direction === 'outbound' && !named.has(name),
  );
  const assigned = new Set(assignments.flatMap(({ kind, to }) => (kind === 'company' ? [to] : [])));
  const without = [...companies].filter((company) => !assigned.has(company)).sort();
  if (isLeft || without.length === 0) return [];
  const shown = without.slice(0, MOST_NAMED).map((company) => `"${company}"`);
  const more = without.length > MOST_NAMED ? ` and ${without.length - MOST_NAMED} more` : '';
  return [
    `No tariff is of ${without.length === 1 ? 'company' : 'the companies'} ${shown.join(', ')}${more}, and no deck is left for them: their calls will have no price. Name them under "companies", or write a tariff named "default".`,
  ];
}
