import type { FastifyInstance } from 'fastify';
import { createShapeCheck } from '../core/check-shape.ts';
import { RingledgerError, refuseFaults } from '../core/errors.ts';
import { readJson } from '../core/read-json-text.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { FOREIGN_FORMATS, type ForeignFiles } from './formats/foreign-deck.ts';
import { importForeign } from './import-foreign.ts';
import { noteDeck, noteTariffs } from './note-import.ts';
import { IMPORT_FOREIGN } from './rate-schema.ts';
import { type RawQuery, readQuery, readSwitch } from './read-query.ts';

const OPTIONS = [
  'columns',
  'decimal',
  'dates',
  'unit',
  'increments',
  'times',
  'countryCode',
  'prices',
  'ignore',
] as const;
const PARAMETERS = ['format', 'deck', 'from', 'currency', 'tariffs', 'dryRun', ...OPTIONS] as const;

const checkFiles = createShapeCheck(
  {
    type: 'object',
    title: 'the files to be read',
    description: 'a list of files, each with its name and its text',
    properties: {
      files: {
        type: 'array',
        title: 'a list of files',
        minItems: 1,
        items: {
          type: 'object',
          title: 'a file',
          properties: {
            name: { type: 'string', title: 'the name of a file', examples: ['Rates.csv'] },
            text: { type: 'string', title: 'the text of a file', examples: ['44;UK;0.012'] },
          },
          required: ['name', 'text'],
          additionalProperties: false,
        },
      },
    },
    required: ['files'],
    additionalProperties: false,
  },
  'body',
);

/** `POST /rates/foreign?format=FORMAT&currency=CODE&tariffs=true`, JSON `{ "files": [{ "name", "text" }] }` as the body. */
export function registerForeignRates(rates: FastifyInstance, catalog: Catalog, bodyLimit: number): void {
  rates.post<{ Querystring: RawQuery }>(
    '/rates/foreign',
    { bodyLimit, ...READ_BY_ROUTE, schema: IMPORT_FOREIGN },
    async (request) => {
      const { format, deck, from, currency, tariffs, dryRun, ...options } = readQuery(
        request.query,
        PARAMETERS,
      );
      const known = FOREIGN_FORMATS.find((one) => one === format);
      if (known === undefined || currency === undefined) {
        throw new RingledgerError(
          'invalid-request',
          `Name the format and the currency: /rates/foreign?format=price-list&currency=GBP. The formats are ${FOREIGN_FORMATS.join(', ')}.`,
        );
      }
      const files = readFiles(String(request.body ?? ''));
      const naming = { deck, from, currency };
      const imported = await importForeign(
        catalog,
        known,
        files,
        naming,
        { ...options, currency },
        { dryRun: readSwitch('dryRun', dryRun), withTariffs: readSwitch('tariffs', tariffs) },
      );
      for (const one of imported.decks) {
        await noteDeck(catalog.db, request.login, { name: one.deck, from: one.from }, one);
      }
      if (imported.tariffsImport !== undefined) {
        await noteTariffs(catalog.db, request.login, imported.tariffsImport);
      }
      return imported;
    },
  );
}

function readFiles(body: string): ForeignFiles {
  const json = readJson(body);
  const faults = checkFiles(json);
  if (faults.length > 0) throw refuseFaults('The files cannot be read; nothing was imported.', faults);
  const { files } = json as { files: readonly { name: string; text: string }[] };
  return new Map(files.map(({ name, text }) => [name, text]));
}
