import type { Fault } from '../../core/errors.ts';
import { refuseFaults } from '../../core/errors.ts';
import type { DeckFile } from '../deck-file.ts';
import { writeBands, writeHolidays, writeRates } from '../write-deck.ts';
import type { ForeignDeck } from './foreign-deck.ts';

/** What the importer says where the files say nothing. */
export interface ForeignNaming {
  readonly deck?: string | undefined;
  readonly from?: string | undefined;
  readonly currency: string;
}

/**
 * Decks as they were read → files to be imported, one a version. Throws `invalid-request` where a deck has neither a
 * name nor a first day of its own and none is given, or one is given beside its own.
 */
export function toDeckFiles(decks: readonly ForeignDeck[], naming: ForeignNaming): readonly DeckFile[] {
  const faults = [...checkNames(decks, naming), ...checkDays(decks, naming)];
  if (faults.length > 0) throw refuseFaults('The decks cannot be imported.', faults);
  return decks.map(({ name = naming.deck ?? '', from = naming.from ?? '', terms, rates }) => ({
    name,
    from,
    currency: naming.currency,
    csv: join(writeRates(rates)),
    crossing: terms.crossing,
    ...(terms.zone === undefined ? {} : { zone: terms.zone }),
    bands: join(writeBands(terms.windows)),
    holidays: join(writeHolidays([])),
  }));
}

function join(lines: Iterable<string>): string {
  return [...lines].join('');
}

function checkNames(decks: readonly ForeignDeck[], { deck }: ForeignNaming): readonly Fault[] {
  const named = decks.find(({ name }) => name !== undefined);
  if (named !== undefined && deck !== undefined) {
    const message = `The files name their decks themselves ("${named.name}"): leave "${deck}" out.`;
    return [{ where: 'deck', message }];
  }
  if (named !== undefined || deck !== undefined) return [];
  return [{ where: 'deck', message: 'The file names no deck: give its name, with --deck.' }];
}

function checkDays(decks: readonly ForeignDeck[], { from }: ForeignNaming): readonly Fault[] {
  const open = decks.some((deck) => deck.from === undefined);
  const dated = decks.find((deck) => deck.from !== undefined);
  if (open && from === undefined) {
    return [{ where: 'from', message: 'Prices have no date in the file: give the first day, with --from.' }];
  }
  if (from === undefined || dated?.from === undefined) return [];
  if (!open) {
    const message = `The file has dates of its own (the first is ${dated.from}): leave "${from}" out.`;
    return [{ where: 'from', message }];
  }
  if (from < dated.from) return [];
  const message = `Prices without a date hold before ${dated.from}, the first date in the file: give an earlier day than "${from}".`;
  return [{ where: 'from', message }];
}
