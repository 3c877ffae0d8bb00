import { createShapeCheck } from '../../core/check-shape.ts';
import { refuseFaults } from '../../core/errors.ts';
import { list, record, type Shape, text } from '../../core/json-shape.ts';
import {
  FREEPBX_TABLES,
  type FreepbxTables,
  FUSIONPBX_TABLES,
  type FusionpbxTables,
} from '../../core/pbx-tables.ts';
import type { ConfFile } from './asterisk/conf-sections.ts';
import { readAsterisk } from './asterisk/read-asterisk.ts';
import type { FoundDirectory } from './found-directory.ts';
import type { Row } from './found-rows.ts';
import { readFreepbx } from './freepbx.ts';
import { readFusionpbx } from './fusionpbx.ts';
import { type PeopleAttributes, readPeople, readPeopleCsv } from './people.ts';

/** What was found where a directory is kept, as it was found. */
export type Findings =
  | { readonly kind: 'asterisk' | 'csv'; readonly files: readonly ConfFile[] }
  | { readonly kind: 'freepbx'; readonly tables: FreepbxTables }
  | { readonly kind: 'fusionpbx'; readonly tables: FusionpbxTables }
  | { readonly kind: 'ldap'; readonly entries: readonly Row[]; readonly attributes: PeopleAttributes };

const anything: Shape = { type: 'object', title: 'a table, an entry', description: 'an object in braces' };
const word = (title: string, example: string) => text(title, 'a text', '', example);
const rows = (title: string) => list(title, anything, [{}]);
const tables = ({ needed, optional }: Readonly<Record<'needed' | 'optional', readonly string[]>>) =>
  record(
    'tables',
    Object.fromEntries([...needed, ...optional].map((name) => [name, rows('a list of rows')])),
    needed,
  );
const kind = (name: string): Shape => ({ type: 'string', title: 'a kind', enum: [name] });
const files = list(
  'a list of files',
  record('a file', { name: word('a name', 'sip.conf'), text: word('its text', '[204]') }, ['name', 'text']),
  [],
);

const CHECKS = {
  asterisk: createShapeCheck(record('findings', { kind: kind('asterisk'), files }, ['files']), 'body'),
  csv: createShapeCheck(record('findings', { kind: kind('csv'), files }, ['files']), 'body'),
  freepbx: createShapeCheck(
    record('findings', { kind: kind('freepbx'), tables: tables(FREEPBX_TABLES) }, ['tables']),
    'body',
  ),
  fusionpbx: createShapeCheck(
    record('findings', { kind: kind('fusionpbx'), tables: tables(FUSIONPBX_TABLES) }, ['tables']),
    'body',
  ),
  ldap: createShapeCheck(
    record(
      'findings',
      {
        kind: kind('ldap'),
        entries: rows('a list of entries'),
        attributes: record(
          'attributes',
          {
            names: list('names of attributes', word('an attribute', 'cn'), ['cn']),
            numbers: list('names of attributes', word('an attribute', 'ipPhone'), ['ipPhone']),
          },
          ['names', 'numbers'],
        ),
      },
      ['entries', 'attributes'],
    ),
    'body',
  ),
};

/** Checks findings as they were sent; refuses with every fault. */
export function checkFindings(json: unknown): Findings {
  const said = (json as { readonly kind?: unknown } | null)?.kind;
  const check = Object.entries(CHECKS).find(([name]) => name === said)?.[1];
  if (check === undefined) {
    const message = `${JSON.stringify(said) ?? 'nothing'} is no kind of source: write ${Object.keys(CHECKS).join(', ')}.`;
    throw refuseFaults('The findings cannot be read; nothing was changed.', [{ where: 'kind', message }]);
  }
  const faults = check(json);
  if (faults.length > 0) throw refuseFaults('The findings cannot be read; nothing was changed.', faults);
  return json as Findings;
}

/** Makes of findings what they tell; things of no company are `company`'s. */
export function readFound(findings: Findings, company: string | undefined): FoundDirectory {
  const own = company ?? 'default';
  switch (findings.kind) {
    case 'asterisk':
      return readAsterisk(findings.files, own);
    case 'freepbx':
      return readFreepbx(findings.tables, own);
    case 'fusionpbx':
      return readFusionpbx(findings.tables);
    case 'ldap':
      return readPeople(findings.entries, findings.attributes, company);
    case 'csv':
      return readPeopleCsv(findings.files[0]?.text ?? '', own);
  }
}

/** The same without names of people, which another source tells. */
export function withoutNames(found: FoundDirectory): FoundDirectory {
  const { people: _, ...rest } = found;
  return {
    ...rest,
    ...(found.extensions === undefined
      ? {}
      : { extensions: found.extensions.map(({ name: _name, ...extension }) => extension) }),
    ...(found.devices === undefined
      ? {}
      : { devices: found.devices.map(({ owner: _owner, ...device }) => device) }),
  };
}
