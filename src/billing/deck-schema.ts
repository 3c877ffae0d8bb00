import { list, record, type Shape, text } from '../core/json-shape.ts';
import type { DeckColumn } from './deck-columns.ts';

/** The columns of a deck's CSV as docs/rate-deck.schema.json publishes them: a line as an object of its cells' texts. */

const MONEY = '^([0-9]{1,7}(\\.[0-9]{1,6})?)?$';
const money = (title: string, rule: string) =>
  text(title, `${rule}; at most a million, with a point and at most six decimals; empty: 0`, MONEY, '0.012');
const seconds = (title: string, rule: string, example: string) =>
  text(title, `${rule}; whole seconds up to 86400`, '^[0-9]{0,5}$', example);
const words = (title: string, rule: string, example: string) => text(title, rule, '^[^\\p{Cc}]*$', example);

const COLUMNS: Readonly<Record<DeckColumn, Shape>> = {
  prefix: text(
    'prefixes',
    'what numbers begin with, in E.164 without a plus, or a code with * or #; several with blanks between them',
    '^\\s*([0-9]|[*#][0-9*#])[0-9*#]{0,14}(\\s+([0-9]|[*#][0-9*#])[0-9*#]{0,14})*\\s*$',
    '447',
  ),
  destination: words(
    'a destination',
    'the name that people read; the same in all bands of a prefix',
    'UK mobile',
  ),
  numberType: words(
    'a number type',
    'Local, National, Mobile, International, Freephone, Special Rate, Premium, Emergency, Directory, Test Number, Feature Code or a word of your own; empty: that of the prefix by the numbering plan',
    'Mobile',
  ),
  band: words('a band', 'the name of a time band of the deck; empty: the price at all other times', 'peak'),
  afterSeconds: seconds(
    'the beginning of a step',
    'the price holds from so many seconds of talk on; further lines of the same prefix and band, rising; empty: 0',
    '60',
  ),
  connectCharge: money('a connection charge', 'what every answered call costs beside its talk'),
  perMinute: text(
    'a price',
    'what a minute of talk costs; at most a million, with a point and at most six decimals',
    '^[0-9]{1,7}(\\.[0-9]{1,6})?$',
    '0.095',
  ),
  firstIncrement: seconds(
    'the first increment',
    'what is billed whole at the beginning; at least 1; empty: 60',
    '60',
  ),
  nextIncrement: seconds('the next increment', 'what is billed whole after it; at least 1; empty: 1', '1'),
  minimumCharge: money('a minimum charge', 'what an answered call costs at least'),
  freeSeconds: seconds('free seconds', 'talk up to here costs nothing; empty: 0', '10'),
};

export const DECK_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...list('the lines of a rate deck', record('a line', COLUMNS, ['prefix', 'perMinute']), [
    { prefix: '447', destination: 'UK mobile', numberType: 'Mobile', perMinute: '0.095' },
  ]),
};
