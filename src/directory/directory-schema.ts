import { list, NAME, NAME_RULE, record, type Shape, text, WORD } from '../core/json-shape.ts';

const NUMBER_RULE = 'digits in quotes (letters, *, #, +, dots and dashes may occur too)';

const day = (rule: string) => text('a day', rule, '^\\d{4}-\\d{2}-\\d{2}$', '2024-04-01');
const validity = {
  from: day('the first day on which the entry holds, as year, month and day'),
  to: day('the first day on which the entry holds no longer, as year, month and day'),
  source: text(
    'the name of a sync that tells of the entry, and ends it when it tells of it no longer',
    'a text without blanks and commas, or leave it out where a person writes the entry',
    WORD,
    'asterisk',
  ),
};
const companyId = text('a company id', 'a text without blanks and commas', WORD, 'default');
const name = text('a name', NAME_RULE, NAME, 'Reception');
const innerNumber = text('a number inside the PBX', NUMBER_RULE, '^[0-9A-Za-z*#+._-]{1,40}$', '200');
const numbers = (title: string) => list(title, innerNumber, ['200', '201']);
const prefix = (title: string, before: string, example: string) =>
  text(title, `the digits dialled before ${before}, or "" for none`, '^[0-9]{0,8}$', example);

const dialling = {
  country: text('a country', 'two capital letters of ISO 3166', '^[A-Z]{2}$', 'GB'),
  outsideLine: prefix('an outside-line prefix', 'an outside number', '9'),
  international: prefix('an international prefix', 'a country code', '00'),
  national: prefix('a national prefix', 'an area code', '0'),
  areaCode: text(
    'an area code',
    'its digits without the national prefix, or "" for none',
    '^[0-9]{0,8}$',
    '20',
  ),
  carrierPrefixes: list(
    'a list of carrier prefixes',
    text(
      'a carrier prefix',
      'the digits that choose a carrier, an "x" at the end for any digit',
      '^[0-9]{1,8}x{0,6}$',
      '010xx',
    ),
    ['010xx'],
  ),
  emergency: list(
    'a list of emergency numbers',
    text('an emergency number', 'its 2 to 8 digits in quotes', '^[0-9]{2,8}$', '999'),
    ['999', '112'],
  ),
  shortCodes: list(
    'a list of short codes',
    text(
      'a short code',
      "the digits with which it begins, and no subscriber's number does",
      '^[0-9]{1,15}$',
      '118',
    ),
    ['118'],
  ),
  featureCodes: list(
    'a list of feature codes',
    text('a feature code', "the digits, * or # with which the PBX's own code begins", '^[0-9*#]{1,8}$', '77'),
    ['77'],
  ),
};
const DIALLING_TITLE = 'a set of dialling rules';
const ownDialling = record(DIALLING_TITLE, dialling, []);

const company = record('a company', { id: companyId, name, dialling: ownDialling, ...validity }, [
  'id',
  'name',
]);
const extension = record('an extension', { number: innerNumber, name, company: companyId, ...validity }, [
  'number',
  'company',
]);
const device = record(
  'a device',
  {
    id: text(
      'a device id',
      'the 12 hex digits of its MAC and one digit for its port',
      '^[0-9A-Fa-f]{12}[0-9]$',
      '0500000004000',
    ),
    sipName: text(
      'a SIP name',
      'the name in its channel, without "SIP/"',
      '^[^\\s/\\p{Cc}\\p{Cs}]{1,80}$',
      '0500000004000',
    ),
    name: { ...name, title: 'a label, which is not kept' },
    owner: text("an owner's name", NAME_RULE, NAME, 'Ann Reader'),
    company: companyId,
    kind: { type: 'string', title: 'a kind of device', enum: ['handset', 'keevio'], examples: ['handset'] },
    extensions: numbers('a list of extension numbers'),
    ...validity,
  },
  ['id', 'owner', 'company', 'kind'],
);
const ddi = record(
  'a DDI',
  {
    number: text(
      'an outside number',
      'digits in quotes, with or without "+" in front',
      '^\\+?[0-9]{2,20}$',
      '02079460000',
    ),
    company: companyId,
    destination: innerNumber,
    ...validity,
  },
  ['number', 'company', 'destination'],
);
const channel = text(
  'a channel name',
  'technology, slash and name, without the call\'s "-0000001a"',
  '^(?!.*-[0-9a-f]{8}$)[A-Za-z][A-Za-z0-9_]*/[^\\s\\p{Cc}\\p{Cs}]{1,80}$',
  'SIP/trunk-a',
);
const trunk = record(
  'a trunk',
  {
    id: text('a trunk id', 'a text without blanks and commas', WORD, 'trunk-a'),
    channels: { ...list('a list of channel names', channel, ['SIP/trunk-a', 'PJSIP/trunk-a']), minItems: 1 },
    dialling: ownDialling,
    ...validity,
  },
  ['id', 'channels'],
);
const called = {
  number: innerNumber,
  name,
  company: companyId,
  members: numbers('a list of extension numbers'),
  ...validity,
};
const queue = record('a queue', called, ['name', 'number', 'company']);
const group = record('a group', called, ['number', 'name', 'company']);

const pbxDialling = record(DIALLING_TITLE, dialling, ['country']);

/** The shape of directory.json, published as docs/directory.schema.json. */
export const DIRECTORY_SCHEMA: Shape = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...record(
    'a directory',
    {
      $schema: {
        type: 'string',
        title: "a schema's address",
        description: 'a text',
        examples: ['directory.schema.json'],
      },
      zone: text('a time zone', 'its IANA name', '^[A-Za-z0-9_+/-]+$', 'Europe/London'),
      dialling: {
        ...pbxDialling,
        examples: [{ country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' }],
      },
      companies: list('a list of companies', company, [{ id: 'default', name: 'Default Company' }]),
      extensions: list('a list of extensions', extension, [
        { number: '200', name: 'Reception', company: 'default' },
      ]),
      devices: list('a list of devices', device, [
        {
          id: '0500000004000',
          owner: 'Ann Reader',
          company: 'default',
          kind: 'handset',
          extensions: ['200'],
        },
      ]),
      ddis: list('a list of DDIs', ddi, [{ number: '02079460000', company: 'default', destination: '200' }]),
      trunks: list('a list of trunks', trunk, [{ id: 'trunk-a', channels: ['SIP/trunk-a'] }]),
      queues: list('a list of queues', queue, [{ name: 'support', number: '260', company: 'default' }]),
      groups: list('a list of groups', group, [
        { number: '250', name: 'Everyone', company: 'default', members: ['200', '201'] },
      ]),
    },
    [],
  ),
};
