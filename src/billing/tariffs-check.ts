import { createShapeCheck, quote } from '../core/check-shape.ts';
import { type Fault, refuseFaults } from '../core/errors.ts';
import type { DeckHead } from '../store/catalog/rates-decks.ts';
import { checkAssignments } from './check-assignments.ts';
import { explainMissing, type TariffNames } from './tariff-names.ts';
import { type TariffsFile, toPerMillion } from './tariffs-file.ts';
import { TARIFFS_SCHEMA } from './tariffs-schema.ts';

type WrittenTariff = TariffsFile['tariffs'][number];
type Allowance = NonNullable<WrittenTariff['allowances']>[number];

const checkShape = createShapeCheck(TARIFFS_SCHEMA, 'file');
const WHOLE_DISCOUNT = -1_000_000;

/** Checks a parsed tariffs.json. Refuses with `invalid-request`, all faults at once, each with its path. */
export function checkTariffs(json: unknown, names: TariffNames): TariffsFile {
  const shapeFaults = checkShape(json);
  // Beyond a fault of shape nothing can be said of what the rest means.
  if (shapeFaults.length > 0) throw refuse(shapeFaults);
  const file = json as TariffsFile;
  const faults = [
    ...file.tariffs.flatMap((tariff, at) => checkTariff(`tariffs[${at}]`, tariff, names.decks)),
    ...findTwice(
      file.tariffs.map(({ name }, at) => [`tariffs[${at}].name`, name]),
      'tariff',
    ),
    ...checkAssignments(file, names),
  ];
  if (faults.length > 0) throw refuse(faults);
  return file;
}

function refuse(faults: readonly Fault[]): Error {
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return refuseFaults(`The file of tariffs has ${count}; nothing of it was imported.`, faults);
}

function checkTariff(
  where: string,
  tariff: WrittenTariff,
  decks: ReadonlyMap<string, DeckHead>,
): readonly Fault[] {
  const { adjustments = [], allowances = [], rentals = [] } = tariff;
  return [
    ...checkDecks(`${where}.decks`, tariff, tariff.decks ?? [], decks, true),
    ...checkDecks(`${where}.inboundDecks`, tariff, tariff.inboundDecks ?? [], decks, false),
    ...adjustments.flatMap(({ percent }, at) => {
      if (toPerMillion(percent) >= WHOLE_DISCOUNT) return [];
      const message = `${quote(percent)} takes off more than there is: write at least "-100".`;
      return [{ where: `${where}.adjustments[${at}].percent`, message }];
    }),
    ...allowances.flatMap((one, at) => checkAllowance(`${where}.allowances[${at}]`, one)),
    ...findTwice(
      allowances.map(({ name }, at) => [`${where}.allowances[${at}].name`, name]),
      'allowance',
    ),
    ...findTwice(
      rentals.map(({ name }, at) => [`${where}.rentals[${at}].name`, name]),
      'rental',
    ),
    ...checkCap(where, tariff),
  ];
}

function checkCap(where: string, { minimumPerCall = '0', capPerCall }: WrittenTariff): readonly Fault[] {
  if (capPerCall === undefined || Number(capPerCall) >= Number(minimumPerCall)) return [];
  const message = `${quote(capPerCall)} is below the minimum per call, ${quote(minimumPerCall)}: raise the one, or lower the other.`;
  return [{ where: `${where}.capPerCall`, message }];
}

function checkAllowance(where: string, { minutes, calls }: Allowance): readonly Fault[] {
  if ((minutes === undefined) !== (calls === undefined)) return [];
  const message =
    minutes === undefined
      ? '"minutes" or "calls" is missing: write how much is included, for example "minutes": 1000.'
      : '"minutes" and "calls" stand together: write two allowances.';
  return [{ where, message }];
}

function checkDecks(
  where: string,
  { currency }: WrittenTariff,
  listed: readonly string[],
  decks: ReadonlyMap<string, DeckHead>,
  isOutbound: boolean,
): readonly Fault[] {
  const faults = listed.flatMap((name, at) => {
    const deck = decks.get(name);
    const message =
      deck === undefined
        ? explainMissing('deck', name, decks.keys())
        : refuseDeck(deck, currency, isOutbound);
    return message === undefined ? [] : [{ where: `${where}[${at}]`, message }];
  });
  return [
    ...faults,
    ...findTwice(
      listed.map((name, at) => [`${where}[${at}]`, name]),
      'deck',
    ),
  ];
}

function refuseDeck(deck: DeckHead, currency: string, isOutbound: boolean): string | undefined {
  if (deck.currency !== currency) {
    return `deck ${quote(deck.name)} is in ${deck.currency} and the tariff in ${currency}: one tariff bills in one currency.`;
  }
  if ((deck.direction === 'outbound') === isOutbound) return undefined;
  return `deck ${quote(deck.name)} is ${deck.direction}: list it under ${isOutbound ? '"inboundDecks"' : '"decks"'}.`;
}

/** Names that stand twice in one list, each at its path. */
function findTwice(
  named: readonly (readonly [where: string, name: string])[],
  what: string,
): readonly Fault[] {
  const first = new Map<string, string>();
  return named.flatMap(([where, name]) => {
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, where);
      return [];
    }
    return [
      { where, message: `${what} ${quote(name)} stands at ${earlier} already: remove one of the two.` },
    ];
  });
}
