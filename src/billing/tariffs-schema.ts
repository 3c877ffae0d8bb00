import { list, NAME, NAME_RULE, record, type Shape, text, WORD } from '../core/json-shape.ts';

/** The shape of tariffs.json, published as docs/tariffs.schema.json. Money and percents are decimal texts. */

const MONEY = '^[0-9]{1,9}(\\.[0-9]{1,6})?$';

const name = (title: string, example: string) => text(title, NAME_RULE, NAME, example);
const money = (title: string, example: string) =>
  text(title, 'a decimal number in quotes, with a point and at most six decimals', MONEY, example);
const names = (title: string, example: readonly string[]) =>
  list(title, name('a name', example[0] ?? ''), example);
const choice = (title: string, ...choices: readonly string[]): Shape => ({
  type: 'string',
  title,
  description: choices.join(' or '),
  enum: choices,
  examples: [choices[0]],
});
const whole = (title: string, minimum: number, maximum: number, example: number): Shape => ({
  type: 'integer',
  title,
  description: `a whole number from ${minimum} to ${maximum}`,
  minimum,
  maximum,
  examples: [example],
});
const day = (title: string, example: string): Shape => ({
  ...text(title, 'year, month and day, or null', '^\\d{4}-\\d{2}-\\d{2}$', example),
  type: ['string', 'null'],
});

const match = {
  numberTypes: names('a list of number types', ['Mobile']),
  destinations: names('a list of destinations', ['United Kingdom mobile']),
};

const adjustment = record(
  'an adjustment',
  {
    ...match,
    percent: text(
      'a percentage',
      'a decimal number in quotes, with at most four decimals and a minus for a discount',
      '^-?[0-9]{1,5}(\\.[0-9]{1,4})?$',
      '12.5',
    ),
  },
  ['percent'],
);

const allowance = record(
  'an allowance',
  {
    name: name('a name', 'Free minutes'),
    ...match,
    minutes: whole('a number of minutes', 1, 10_000_000, 1000),
    calls: whole('a number of calls', 1, 10_000_000, 100),
    per: choice('a period', 'month', 'day'),
  },
  ['name', 'per'],
);

const rounding = record(
  'a rounding',
  {
    mode: choice('a way of rounding', 'half-up', 'half-even', 'up', 'down'),
    decimals: whole('a number of decimals', 0, 6, 2),
    per: choice('what is rounded', 'call', 'period'),
  },
  ['mode', 'decimals', 'per'],
);

const rental = record(
  'a rental',
  {
    name: name('a name', 'Line rental'),
    per: choice('what pays it', 'company', 'device'),
    monthly: money('an amount', '5.00'),
  },
  ['name', 'per', 'monthly'],
);

const tariff = record(
  'a tariff',
  {
    name: name("a tariff's name", 'Standard'),
    currency: text('a currency', 'three capital letters of ISO 4217', '^[A-Z]{3}$', 'GBP'),
    decks: names('a list of decks', ['uk']),
    inboundDecks: names('a list of inbound decks', ['uk-inbound']),
    adjustments: list('a list of adjustments', adjustment, [{ numberTypes: ['Mobile'], percent: '10' }]),
    allowances: list('a list of allowances', allowance, [
      { name: 'Free minutes', numberTypes: ['Local', 'National'], minutes: 1000, per: 'month' },
    ]),
    minimumPerCall: money('an amount', '0.01'),
    capPerCall: money('an amount', '5.00'),
    rounding: { ...rounding, examples: [{ mode: 'half-up', decimals: 2, per: 'call' }] },
    taxPercent: text(
      'a percentage',
      'a decimal number in quotes, with at most four decimals',
      '^[0-9]{1,3}(\\.[0-9]{1,4})?$',
      '17.5',
    ),
    rentals: list('a list of rentals', rental, [{ name: 'Line rental', per: 'device', monthly: '5.00' }]),
  },
  ['name', 'currency'],
);

const validity = {
  from: day('the first day on which it holds', '2026-01-01'),
  to: day('the first day on which it holds no longer', '2027-01-01'),
};
const word = (title: string, example: string) =>
  text(title, 'a text without blanks and commas', WORD, example);

const company = record(
  "a company's tariff",
  { company: word('a company id', 'default'), tariff: name("a tariff's name", 'Standard'), ...validity },
  ['company', 'tariff'],
);
const trunk = record(
  "a trunk's carrier deck",
  { trunk: word('a trunk id', 'trunk-a'), deck: name("a deck's name", 'carrier-a'), ...validity },
  ['trunk', 'deck'],
);

export const TARIFFS_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...record(
    'a file of tariffs',
    {
      $schema: {
        type: 'string',
        title: "a schema's address",
        description: 'a text',
        examples: ['tariffs.schema.json'],
      },
      tariffs: list('a list of tariffs', tariff, [{ name: 'Standard', currency: 'GBP', decks: ['uk'] }]),
      companies: list("a list of companies' tariffs", company, [
        { company: 'default', tariff: 'Standard', from: '2026-01-01', to: null },
      ]),
      trunks: list("a list of trunks' carrier decks", trunk, [{ trunk: 'trunk-a', deck: 'carrier-a' }]),
    },
    ['tariffs'],
  ),
};
