import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import type { Catalog } from '../store/catalog/catalog.ts';
import { importDeck } from './import-deck.ts';

/** `POST /rates?deck=NAME&from=DATE&currency=CODE`, the deck's CSV as the body. */
export function registerRates(api: FastifyInstance, catalog: Catalog): void {
  api.register(async (rates) => {
    rates.removeAllContentTypeParsers();
    rates.addContentTypeParser('*', { parseAs: 'string', bodyLimit: DECK_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    rates.post<{ Querystring: Record<string, string | undefined> }>(
      '/rates',
      { bodyLimit: DECK_BYTES },
      async (request) => {
        const { deck, from, currency } = request.query;
        if (deck === undefined || from === undefined || currency === undefined) {
          throw new RingledgerError(
            'invalid-request',
            'Name the deck: /rates?deck=NAME&from=YYYY-MM-DD&currency=GBP.',
          );
        }
        return importDeck(catalog, { name: deck, from, currency, csv: String(request.body ?? '') });
      },
    );
  });
}

/** Some millions of rates. */
const DECK_BYTES = 256 * 1024 * 1024;
