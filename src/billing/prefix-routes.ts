import type { FastifyInstance } from 'fastify';
import { RingledgerError, refuseFaults } from '../core/errors.ts';
import { readJson } from '../core/read-json-text.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { readRevision } from '../store/catalog/rates-revision.ts';
import { listPrefixes, readRates } from '../store/catalog/rates-rows.ts';
import { editPrefixes, type PrefixEdit } from './edit-prefixes.ts';
import { findDeckVersion } from './export-deck.ts';
import { noteDeck } from './note-import.ts';
import { toPrefixRates } from './prefix-rows.ts';
import {
  checkPrefixEdit,
  EDIT_PREFIXES,
  LIST_PREFIXES,
  MOST_PREFIXES,
  USUAL_PREFIXES,
} from './prefix-schema.ts';
import { type RawQuery, readQuery, readRevisionNumber, readSwitch } from './read-query.ts';

const LIST = ['deck', 'from', 'search', 'revision', 'limit', 'cursor'] as const;

/**
 * `GET /rates/prefixes?deck=NAME&search=44` gives the rates of a version prefix by prefix, page by page;
 * `POST /rates/prefixes` changes those of some prefixes.
 */
export function registerPrefixRates(rates: FastifyInstance, catalog: Catalog): void {
  const { db } = catalog;
  rates.get<{ Querystring: RawQuery }>(
    '/rates/prefixes',
    { ...READ_BY_ROUTE, schema: LIST_PREFIXES },
    async (request) => {
      const { deck, from, search = '', revision, limit, cursor = '' } = readQuery(request.query, LIST);
      if (deck === undefined) {
        throw new RingledgerError(
          'invalid-request',
          'Name the deck: /rates/prefixes?deck=NAME&from=YYYY-MM-DD.',
        );
      }
      const at = readRevisionNumber(revision, await readRevision(db));
      const version = await findDeckVersion(db, at, deck, from);
      const most = readLimit(limit);
      const question = { search: search.trim(), after: cursor, limit: most + 1 };
      const found = await listPrefixes(db, version.versionId, at, question);
      const shown = found.slice(0, most);
      const ratesOf = new Map(
        toPrefixRates(await readRates(db, version.versionId, at, shown)).map((one) => [one.prefix, one]),
      );
      return {
        ...{ deck: version.name, from: version.from, currency: version.currency, revision: at },
        bands: [...new Set(version.windows.map(({ band }) => band))],
        items: shown.flatMap((prefix) => ratesOf.get(prefix) ?? []),
        cursor: found.length > most ? (shown.at(-1) ?? null) : null,
      };
    },
  );
  rates.post<{ Querystring: RawQuery }>(
    '/rates/prefixes',
    { ...READ_BY_ROUTE, schema: EDIT_PREFIXES },
    async (request) => {
      const { dryRun } = readQuery(request.query, ['dryRun']);
      const json = readJson(String(request.body ?? ''));
      const faults = checkPrefixEdit(json);
      if (faults.length > 0) throw refuseFaults('The rates cannot be changed.', faults);
      const edit = json as PrefixEdit;
      readRevisionNumber(String(edit.revision), await readRevision(db));
      const edited = await editPrefixes(catalog, edit, readSwitch('dryRun', dryRun));
      await noteDeck(db, request.login, { name: edit.deck, from: edit.from }, edited);
      return edited;
    },
  );
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return USUAL_PREFIXES;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST_PREFIXES) return limit;
  throw new RingledgerError(
    'invalid-request',
    `limit is "${text}": write a whole number from 1 to ${MOST_PREFIXES}.`,
  );
}
