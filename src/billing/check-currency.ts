import { RingledgerError } from '../core/errors.ts';
import type { RateHeads } from '../store/catalog/rates.ts';

/** What every company pays by to which no tariff was assigned; unwritten, it holds what nothing else names. */
const DEFAULT = 'default';

/**
 * Refuses (`conflict`) a deck in a currency in which it could not be: that of its other versions; without any tariff that
 * of all decks; else that of the tariffs, where the deck would be one of the unwritten `default`'s.
 */
export function checkCurrency(
  { name, currency }: { readonly name: string; readonly currency: string },
  { versions, tariffs, trunkDecks }: RateHeads,
): void {
  const refuse = (existing: string, other: string, fix: string) => {
    const message = `The deck is in "${currency}", and the ${existing} in "${other}": ${fix}.`;
    throw new RingledgerError('conflict', message);
  };
  const own = versions.find((version) => version.name === name);
  if (own !== undefined && own.currency !== currency) {
    refuse(
      `deck "${name}" that is already here`,
      own.currency,
      'write that, or import it under another name',
    );
  }
  const [tariff] = tariffs;
  if (tariff === undefined) {
    const other = versions.find((version) => version.currency !== currency);
    const fix = 'write all decks in one currency, as a PBX bills in one';
    if (other !== undefined) refuse(`deck "${other.name}" that is already here`, other.currency, fix);
    return;
  }
  if (tariff.currency === currency || tariffs.some((one) => one.name === DEFAULT)) return;
  const named = [
    ...tariffs.flatMap((one) => [...one.decks, ...one.inboundDecks]),
    ...trunkDecks.map((one) => one.name),
  ];
  if (named.includes(name)) return;
  const fix = `write the tariff "${DEFAULT}", which holds every deck that nothing else names until it is written`;
  refuse('tariffs', tariff.currency, fix);
}
