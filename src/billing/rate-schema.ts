import { Type } from 'typebox';
import { FILE_TEXT, INSTANT, TEXT_OR_NULL } from '../http/describe.ts';

/** The schemas of the routes of rate decks and tariffs. */

export const TAGS = ['Rates'];
const COUNT = Type.Integer();
const SENTENCES = Type.Array(Type.String());
export const REVISION = Type.Optional(
  Type.Integer({ minimum: 0, description: 'As it was then; the current one.' }),
);
export const DRY_RUN = Type.Optional(
  Type.Boolean({ description: 'Tells what would change, and changes nothing.' }),
);

const VERSION = Type.Object({
  deck: Type.String(),
  from: Type.String({ format: 'date' }),
  to: TEXT_OR_NULL,
  currency: Type.String(),
  direction: Type.String(),
  crossing: Type.String(),
  zone: Type.Union([Type.String(), Type.Null()], { description: "Null is the PBX's own." }),
  bands: SENTENCES,
  holidays: COUNT,
  rates: COUNT,
});

const FIRST_RATES = Type.Array(
  Type.Object({
    ...{ prefix: Type.String(), band: Type.String(), destination: Type.String(), perMinute: Type.String() },
  }),
  { description: 'At most twenty; none in a first version.' },
);

const DECK_CHANGES = {
  rates: COUNT,
  against: Type.Union([Type.String(), Type.Null()], {
    description: 'First day of the version it is compared with.',
  }),
  ...{ added: COUNT, removed: COUNT, unchanged: COUNT, changed: COUNT },
  ...{ dearer: COUNT, cheaper: COUNT, otherwise: COUNT },
  largest: Type.Array(
    Type.Object({
      prefix: Type.String(),
      band: Type.String(),
      destination: Type.String(),
      price: Type.String({ description: 'perMinute, connectCharge, minimumCharge.' }),
      before: Type.String(),
      after: Type.String(),
    }),
  ),
  ...{ firstAdded: FIRST_RATES, firstRemoved: FIRST_RATES },
  terms: SENTENCES,
  gaps: SENTENCES,
  jumps: COUNT,
  largestJumps: SENTENCES,
};

export const DECK_IMPORT = {
  dryRun: Type.Boolean(),
  revision: Type.Integer({ description: 'The one it made; the one before where it changed nothing.' }),
  ...DECK_CHANGES,
  warnings: SENTENCES,
};

const TARIFFS_IMPORT = Type.Object({
  dryRun: Type.Boolean(),
  revision: Type.Integer(),
  ...{ added: SENTENCES, changed: SENTENCES, removed: SENTENCES, unchanged: SENTENCES },
  ...{ begun: SENTENCES, ended: SENTENCES, warnings: SENTENCES },
});

const MATCH = { numberTypes: Type.Optional(SENTENCES), destinations: Type.Optional(SENTENCES) };
const TARIFF = Type.Object({
  name: Type.String(),
  currency: Type.String(),
  decks: Type.Optional(SENTENCES),
  inboundDecks: Type.Optional(SENTENCES),
  adjustments: Type.Optional(Type.Array(Type.Object({ ...MATCH, percent: Type.String() }))),
  allowances: Type.Optional(
    Type.Array(
      Type.Object({
        ...{ name: Type.String(), ...MATCH },
        ...{ minutes: Type.Optional(COUNT), calls: Type.Optional(COUNT) },
        per: Type.Enum(['month', 'day']),
      }),
    ),
  ),
  minimumPerCall: Type.Optional(Type.String()),
  capPerCall: Type.Optional(Type.String()),
  rounding: Type.Optional(
    Type.Object({
      mode: Type.Enum(['half-up', 'half-even', 'up', 'down']),
      decimals: COUNT,
      per: Type.Enum(['call', 'period']),
    }),
  ),
  taxPercent: Type.Optional(Type.String()),
  rentals: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        per: Type.Enum(['company', 'device']),
        monthly: Type.String(),
      }),
    ),
  ),
});

const FOREIGN_IMPORT = Type.Object({
  decks: Type.Array(
    Type.Object({ deck: Type.String(), from: Type.String({ format: 'date' }), ...DECK_IMPORT }),
  ),
  tariffs: Type.Array(TARIFF, { description: 'What the files say of tariffs.' }),
  tariffsImport: Type.Optional(TARIFFS_IMPORT),
  notes: SENTENCES,
});

const TARIFFS = Type.Object(
  {
    tariffs: Type.Array(TARIFF),
    companies: Type.Array(
      Type.Object({ company: Type.String(), tariff: Type.String(), from: TEXT_OR_NULL, to: TEXT_OR_NULL }),
    ),
    trunks: Type.Array(
      Type.Object({ trunk: Type.String(), deck: Type.String(), from: TEXT_OR_NULL, to: TEXT_OR_NULL }),
    ),
  },
  { description: 'A tariffs.json, as docs/tariffs.schema.json describes it.' },
);

export const IMPORT_DECK = {
  ...{ operationId: 'importDeck', summary: 'Imports a dated version of a rate deck', tags: TAGS },
  consumes: ['text/csv'],
  querystring: Type.Object({
    deck: Type.String(),
    from: Type.String({ format: 'date' }),
    currency: Type.String(),
    to: Type.Optional(Type.String({ format: 'date' })),
    direction: Type.Optional(Type.String()),
    crossing: Type.Optional(Type.String()),
    zone: Type.Optional(Type.String()),
    dryRun: DRY_RUN,
  }),
  body: FILE_TEXT,
  response: { 200: Type.Object(DECK_IMPORT) },
};

export const IMPORT_FOREIGN = {
  ...{ operationId: 'importForeignDecks', summary: "Imports another product's rates", tags: TAGS },
  querystring: Type.Object({
    format: Type.String(),
    currency: Type.String(),
    deck: Type.Optional(Type.String()),
    from: Type.Optional(Type.String({ format: 'date' })),
    columns: Type.Optional(Type.String()),
    decimal: Type.Optional(Type.String()),
    dates: Type.Optional(Type.String()),
    unit: Type.Optional(Type.String()),
    increments: Type.Optional(Type.String()),
    times: Type.Optional(Type.String()),
    countryCode: Type.Optional(Type.String()),
    prices: Type.Optional(Type.String()),
    ignore: Type.Optional(Type.String()),
    tariffs: Type.Optional(
      Type.Boolean({
        description:
          'Adds the tariffs that the files state, or lays what they state over tariffs of the same names.',
      }),
    ),
    dryRun: DRY_RUN,
  }),
  body: Type.Object({ files: Type.Array(Type.Object({ name: Type.String(), text: Type.String() })) }),
  response: { 200: FOREIGN_IMPORT },
};

export const LIST_DECKS = {
  ...{ operationId: 'listRates', summary: 'Versions of rate decks, and revisions of the card', tags: TAGS },
  querystring: Type.Object({ revision: REVISION }),
  response: {
    200: Type.Object({
      revision: Type.Integer(),
      versions: Type.Array(VERSION),
      revisions: Type.Array(
        Type.Object({ revision: Type.Integer(), madeAt: INSTANT, change: Type.String() }),
      ),
    }),
  },
};

export const EXPORT_DECK = {
  ...{ operationId: 'exportDeck', summary: 'Rates, bands or holidays of a deck, as CSV', tags: TAGS },
  querystring: Type.Object({
    deck: Type.String(),
    from: Type.Optional(Type.String({ format: 'date' })),
    revision: REVISION,
    part: Type.Optional(Type.Enum(['rates', 'bands', 'holidays'])),
  }),
  response: { 200: { description: 'CSV', content: { 'text/csv': { schema: Type.String() } } } },
};

export const COMPARE_DECKS = {
  ...{ operationId: 'compareDecks', summary: 'How a version of a deck differs from another', tags: TAGS },
  querystring: Type.Object({
    deck: Type.String(),
    from: Type.Optional(Type.String({ format: 'date', description: 'The version that begins last.' })),
    withDeck: Type.Optional(Type.String({ description: 'The same.' })),
    withFrom: Type.Optional(Type.String({ format: 'date', description: 'The version that begins last.' })),
    revision: REVISION,
  }),
  response: {
    200: Type.Object({
      deck: Type.String(),
      from: Type.String({ format: 'date' }),
      withDeck: Type.String(),
      ...DECK_CHANGES,
    }),
  },
};

export const IMPORT_TARIFFS = {
  ...{ operationId: 'importTariffs', summary: 'Makes a tariffs.json all the tariffs there are', tags: TAGS },
  querystring: Type.Object({
    dryRun: DRY_RUN,
    revision: Type.Optional(
      Type.Integer({
        minimum: 0,
        description:
          'Whose tariffs these were, before they were changed: refused where others are in force by now.',
      }),
    ),
  }),
  body: Type.Object({}, { additionalProperties: true, description: 'A tariffs.json.' }),
  response: { 200: TARIFFS_IMPORT },
};

export const READ_TARIFFS = {
  ...{ operationId: 'readTariffs', summary: 'All tariffs, and who pays by what', tags: TAGS },
  querystring: Type.Object({ revision: REVISION }),
  response: { 200: TARIFFS },
};
