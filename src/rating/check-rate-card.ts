import { type Fault, refuseFaults } from '../core/errors.ts';
import type { RateCard, RateDeck, Tariff } from '../core/rate-card.ts';

type Versions = ReadonlyMap<string, readonly RateDeck[]>;

/**
 * Refuses a rate card that contradicts itself, with every fault at once: names of decks and tariffs that are not
 * there, a currency that differs, a deck of the wrong direction, a rate whose band has no window.
 */
export function checkRateCard(card: RateCard, tariffs: readonly Tariff[], versions: Versions): void {
  const faults = [
    ...tariffs.flatMap((tariff) => findTariffFaults(tariff, versions)),
    ...findCurrencyFaults(tariffs),
    ...findAssignmentFaults(card, tariffs, versions),
    ...card.decks.flatMap(findBandFaults),
  ];
  if (faults.length > 0) throw refuseFaults('The prices cannot be used together.', faults);
}

function findTariffFaults(tariff: Tariff, versions: Versions): readonly Fault[] {
  const where = `tariff ${tariff.name}`;
  const faults: Fault[] = [];
  const check = (name: string, listed: 'decks' | 'inboundDecks') => {
    const found = versions.get(name);
    if (found === undefined) {
      faults.push({
        where,
        message: `${listed} names "${name}", which is no deck: import it, or take it off.`,
      });
      return;
    }
    for (const deck of found) faults.push(...findDeckFaults(where, tariff, deck, listed));
  };
  for (const name of tariff.decks) check(name, 'decks');
  for (const name of tariff.inboundDecks) check(name, 'inboundDecks');
  return faults;
}

function findDeckFaults(
  where: string,
  tariff: Tariff,
  deck: RateDeck,
  listed: 'decks' | 'inboundDecks',
): readonly Fault[] {
  const faults: Fault[] = [];
  const shown = `"${deck.name}" of ${deck.from}`;
  if (deck.currency !== tariff.currency) {
    const fix = 'one tariff bills in one currency';
    faults.push({
      where,
      message: `the deck ${shown} is in ${deck.currency} and the tariff in ${tariff.currency}: ${fix}.`,
    });
  }
  const right = deck.direction === 'outbound' ? 'decks' : 'inboundDecks';
  if (listed !== right) {
    faults.push({ where, message: `the deck ${shown} is ${deck.direction}: list it under ${right}.` });
  }
  return faults;
}

/** Costs of all companies are added up in reports, so that there can be one currency only. */
function findCurrencyFaults(tariffs: readonly Tariff[]): readonly Fault[] {
  const currencies = [...new Set(tariffs.map(({ currency }) => currency))];
  if (currencies.length < 2) return [];
  const shown = tariffs.map(({ name, currency }) => `"${name}" ${currency}`).join(', ');
  return [{ where: 'tariffs', message: `the tariffs are in different currencies (${shown}): write one.` }];
}

function findAssignmentFaults(
  card: RateCard,
  tariffs: readonly Tariff[],
  versions: Versions,
): readonly Fault[] {
  const faults: Fault[] = [];
  const currency = tariffs[0]?.currency;
  for (const { to, name } of card.companyTariffs) {
    if (tariffs.some((tariff) => tariff.name === name)) continue;
    faults.push({ where: `company ${to}`, message: `"${name}" is no tariff: import it, or name another.` });
  }
  for (const { to, name } of card.trunkDecks) {
    const where = `trunk ${to}`;
    const found = versions.get(name) ?? [];
    if (found.length === 0)
      faults.push({ where, message: `"${name}" is no deck: import it, or name another.` });
    for (const deck of found) faults.push(...findCarrierFaults(where, deck, currency));
  }
  return faults;
}

function findCarrierFaults(where: string, deck: RateDeck, currency: string | undefined): readonly Fault[] {
  const faults: Fault[] = [];
  const shown = `"${deck.name}" of ${deck.from}`;
  if (currency !== undefined && deck.currency !== currency) {
    const fix = 'a margin needs both in one currency';
    faults.push({
      where,
      message: `the carrier's deck ${shown} is in ${deck.currency}, and the tariffs are in ${currency}: ${fix}.`,
    });
  }
  if (deck.direction !== 'outbound') {
    const fix = 'a carrier bills by an outbound deck';
    faults.push({ where, message: `the carrier's deck ${shown} is ${deck.direction}: ${fix}.` });
  }
  return faults;
}

function findBandFaults(deck: RateDeck): readonly Fault[] {
  const known = new Set(['', ...deck.windows.map(({ band }) => band)]);
  const unknown = new Set<string>();
  for (const { band } of deck.rates) if (!known.has(band)) unknown.add(band);
  return [...unknown].map((band) => ({
    where: `deck ${deck.name} of ${deck.from}`,
    message: `rates are written for the band "${band}", which has no time window: add one, or name another band.`,
  }));
}
