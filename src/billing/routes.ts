import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { listRevisions, readRevision } from '../store/catalog/rates-revision.ts';
import { compareDecks } from './compare-decks.ts';
import { DECK_PARTS, exportDeck, listDecks } from './export-deck.ts';
import { registerForeignRates } from './foreign-routes.ts';
import { importDeck } from './import-deck.ts';
import { noteDeck } from './note-import.ts';
import { registerPrefixRates } from './prefix-routes.ts';
import { COMPARE_DECKS, EXPORT_DECK, IMPORT_DECK, LIST_DECKS } from './rate-schema.ts';
import { readDeckTexts } from './read-envelope.ts';
import { type RawQuery, readQuery, readRevisionNumber, readSwitch } from './read-query.ts';
import { registerTariffs } from './tariffs-routes.ts';

const IMPORT = ['deck', 'from', 'currency', 'to', 'direction', 'crossing', 'zone', 'dryRun'] as const;
const EXPORT = ['deck', 'from', 'revision', 'part'] as const;
const COMPARE = ['deck', 'from', 'withDeck', 'withFrom', 'revision'] as const;
const REVISIONS_SHOWN = 50;
/** Some millions of rates. */
const DECK_BYTES = 256 * 1024 * 1024;

/**
 * `POST /rates?deck=NAME&from=DATE&currency=CODE` with the deck's CSV as the body, or as `csv` of a JSON body beside
 * `bands` and `holidays`; `GET /rates` lists decks and revisions, `GET /rates/export` gives CSV,
 * `GET /rates/compare` tells how two versions differ. Tariffs beside them.
 */
export function registerRates(api: FastifyInstance, catalog: Catalog): void {
  const { db } = catalog;
  api.register(async (rates) => {
    rates.removeAllContentTypeParsers();
    rates.addContentTypeParser('*', { parseAs: 'string', bodyLimit: DECK_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    rates.post<{ Querystring: RawQuery }>(
      '/rates',
      { bodyLimit: DECK_BYTES, ...READ_BY_ROUTE, schema: IMPORT_DECK },
      async (request) => {
        const { deck, from, currency, dryRun, ...terms } = readQuery(request.query, IMPORT);
        if (deck === undefined || from === undefined || currency === undefined) {
          throw new RingledgerError(
            'invalid-request',
            'Name the deck: /rates?deck=NAME&from=YYYY-MM-DD&currency=GBP.',
          );
        }
        const texts = readDeckTexts(String(request.body ?? ''), request.headers['content-type']);
        const file = { name: deck, from, currency, ...terms, ...texts };
        const imported = await importDeck(catalog, file, readSwitch('dryRun', dryRun));
        await noteDeck(db, request.login, file, imported);
        return imported;
      },
    );
    rates.get<{ Querystring: RawQuery }>(
      '/rates',
      { ...READ_BY_ROUTE, schema: LIST_DECKS },
      async (request) => {
        const { revision } = readQuery(request.query, ['revision']);
        const at = readRevisionNumber(revision, await readRevision(db));
        return {
          revision: at,
          versions: await listDecks(db, at),
          revisions: (await listRevisions(db, REVISIONS_SHOWN)).map((one) => ({
            ...one,
            madeAt: one.madeAt.toISOString(),
          })),
        };
      },
    );
    rates.get<{ Querystring: RawQuery }>(
      '/rates/export',
      { ...READ_BY_ROUTE, schema: EXPORT_DECK },
      async (request, reply) => {
        const { deck, from, revision, part = 'rates' } = readQuery(request.query, EXPORT);
        const known = DECK_PARTS.find((one) => one === part);
        if (deck === undefined || known === undefined) {
          throw new RingledgerError(
            'invalid-request',
            'Name the deck and what of it: /rates/export?deck=NAME&part=rates, or bands, or holidays.',
          );
        }
        const at = readRevisionNumber(revision, await readRevision(db));
        const lines = await exportDeck(db, at, deck, from, known);
        return reply.type('text/csv; charset=utf-8').send(Readable.from(lines));
      },
    );
    rates.get<{ Querystring: RawQuery }>(
      '/rates/compare',
      { ...READ_BY_ROUTE, schema: COMPARE_DECKS },
      async (request) => {
        const { deck, from, withDeck = deck, withFrom, revision } = readQuery(request.query, COMPARE);
        if (deck === undefined || withDeck === undefined) {
          throw new RingledgerError(
            'invalid-request',
            'Name the versions: /rates/compare?deck=NAME&from=YYYY-MM-DD&withFrom=YYYY-MM-DD.',
          );
        }
        const at = readRevisionNumber(revision, await readRevision(db));
        return compareDecks(db, at, { deck, from }, { deck: withDeck, from: withFrom });
      },
    );
    registerPrefixRates(rates, catalog);
    registerForeignRates(rates, catalog, DECK_BYTES);
    registerTariffs(rates, catalog);
  });
}
