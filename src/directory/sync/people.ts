import { createShapeCheck } from '../../core/check-shape.ts';
import { collectFaults } from '../../core/collect-faults.ts';
import { readCsv } from '../../core/csv.ts';
import { plainName } from '../../core/plain-name.ts';
import type { FoundDevice, FoundDirectory, FoundExtension, FoundPerson } from './found-directory.ts';
import type { Row } from './found-rows.ts';
import { PEOPLE_ROW_SCHEMA } from './people-schema.ts';

/** Columns of a CSV list, by the titles under which they are found, whatever the case. */
const COLUMNS = ['extension', 'name', 'company', 'sip name', 'device', 'kind', 'ddi'] as const;
type Column = (typeof COLUMNS)[number];

const checkRow = createShapeCheck(PEOPLE_ROW_SCHEMA, 'row');

/**
 * A list of people with their numbers: `extension` and `name`, and where they are there `company`, `sip name` of the phone,
 * its `device` (MAC and port), its `kind` and the `ddi` that leads there. Lists whose column is not there are not told.
 */
export function readPeopleCsv(text: string, company: string): FoundDirectory {
  return collectFaults('The list cannot be read; nothing of it was taken.', (refuse) => {
    const [head, ...records] = [...readCsv(text, text.slice(0, 2000).includes(';') ? ';' : ',')];
    const places = findColumns(head?.fields ?? []);
    if (!places.has('extension') || !places.has('name')) {
      refuse(
        'line 1',
        `"${(head?.fields ?? []).join(',')}" has not the columns extension and name: name them in the first line, as in extension,name,company,sip name,ddi.`,
      );
    }
    const people = records.map(({ line, fields }) => {
      const cells = readCells(fields, places);
      for (const { where, message } of checkRow(cells)) {
        refuse(`line ${line}`, where === 'row' ? message : `${where}: ${message}`);
      }
      return toPerson(cells, company);
    });
    return toFound(people, places);
  });
}

function toFound(people: readonly Person[], places: ReadonlyMap<Column, number>): FoundDirectory {
  const extensions = new Map<string, FoundExtension>();
  for (const { number, company, owner } of people.toReversed()) {
    extensions.set(`${company}\0${number}`, { number, company, ...(owner === '' ? {} : { name: owner }) });
  }
  const devices = people.filter(({ sipName }) => sipName !== '').map(toDevice);
  const ddis = people.filter(({ ddi }) => ddi !== '');
  return {
    extensions: [...extensions.values()].toReversed(),
    ...(places.has('sip name') ? { devices } : {}),
    ...(places.has('ddi')
      ? { ddis: ddis.map(({ ddi, company, number }) => ({ number: ddi, company, destination: number })) }
      : {}),
    notes: [],
  };
}

/** The cells of a row that say anything, by column. */
function readCells(
  fields: readonly string[],
  places: ReadonlyMap<Column, number>,
): Readonly<Partial<Record<Column, string>>> {
  const cells = [...places].map(([column, place]) => [column, (fields[place] ?? '').trim()] as const);
  return Object.fromEntries(cells.filter(([, cell]) => cell !== ''));
}

type Person = ReturnType<typeof toPerson>;

function toPerson(cells: Readonly<Partial<Record<Column, string>>>, company: string) {
  return {
    number: cells.extension ?? '',
    owner: cells.name ?? '',
    company: cells.company ?? company,
    sipName: cells['sip name'] ?? '',
    id: (cells.device ?? '').replaceAll(/[:.-]/g, ''),
    kind: cells.kind ?? '',
    ddi: (cells.ddi ?? '').replaceAll(/[ ().-]/g, ''),
  };
}

function toDevice({ sipName, company, number, owner, id, kind }: Person): FoundDevice {
  return {
    sipName,
    company,
    extensions: [number],
    ...(owner === '' ? {} : { owner }),
    ...(id === '' ? {} : { id }),
    ...(kind === 'handset' || kind === 'keevio' ? { kind } : {}),
  };
}

function findColumns(titles: readonly string[]): ReadonlyMap<Column, number> {
  const places = new Map<Column, number>();
  for (const [place, title] of titles.entries()) {
    const plain = plainName(title).replaceAll(' ', '');
    const column = COLUMNS.find((one) => one.replace(' ', '') === plain);
    if (column !== undefined) places.set(column, place);
  }
  return places;
}

/** Which attributes of a directory of people are what; the first that an entry has counts for the name. */
export interface PeopleAttributes {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** Entries of an LDAP directory. A number may be written as `+44 20 7946 0204 ext. 204`: digits behind `ext` or `x` are it. */
export function readPeople(
  entries: readonly Row[],
  { names, numbers }: PeopleAttributes,
  company: string | undefined,
): FoundDirectory {
  const people = entries.flatMap((entry): readonly FoundPerson[] => {
    const [name] = names.flatMap((attribute) => valuesOf(entry, attribute));
    const own = numbers.flatMap((attribute) => valuesOf(entry, attribute)).map(innerNumber);
    const told = [...new Set(own.filter((number) => number !== ''))];
    if (name === undefined || told.length === 0) return [];
    return [{ name, numbers: told, ...(company === undefined ? {} : { company }) }];
  });
  return { people, notes: [] };
}

function valuesOf(entry: Row, attribute: string): readonly string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === attribute.toLowerCase());
  const value = key === undefined ? undefined : entry[key];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []));
}

function innerNumber(written: string): string {
  const [, extension] = /(?:ext\.?|x)\s*(\d+)\s*$/i.exec(written) ?? [];
  return extension ?? written.replaceAll(/[ ().-]/g, '');
}
