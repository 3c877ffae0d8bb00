import { RingledgerError } from '../../core/errors.ts';

/** Columns of channel events that are read, by the names of Asterisk's table `cel`. */
const CEL_COLUMNS = [
  ...(['eventtype', 'eventtime', 'cid_name', 'cid_num', 'exten', 'context', 'channame', 'appname'] as const),
  ...(['appdata', 'accountcode', 'uniqueid', 'linkedid', 'peer', 'extra', 'userfield'] as const),
];

export type CelColumn = (typeof CEL_COLUMNS)[number];

/** Without these an event says nothing of any call. */
const NECESSARY: readonly CelColumn[] = ['eventtype', 'eventtime', 'channame', 'uniqueid'];

/** Other names in use: of AMI's events, of the variables in cel_custom.conf, and of cel_sqlite3_custom's sample. */
const ALIASES: Readonly<Record<string, CelColumn>> = {
  ...{ event: 'eventtype', eventname: 'eventtype', event_type: 'eventtype' },
  ...{ event_time: 'eventtime', time: 'eventtime' },
  ...{ cidname: 'cid_name', calleridname: 'cid_name', callerid_name: 'cid_name' },
  ...{ cidnum: 'cid_num', calleridnum: 'cid_num', callerid_num: 'cid_num' },
  ...{ extension: 'exten', channel: 'channame', chan_name: 'channame', channelname: 'channame' },
  ...{ application: 'appname', app: 'appname', applicationdata: 'appdata', app_data: 'appdata' },
  ...{ account: 'accountcode', account_code: 'accountcode', unique_id: 'uniqueid', linked_id: 'linkedid' },
  ...{ bridgepeer: 'peer', eventextra: 'extra', user_field: 'userfield' },
};

/** What Asterisk's own sample of cel_custom.conf writes, since version 13. */
const SAMPLE = [
  ...['eventtype', 'eventtime', 'cid_name', 'cid_num', '', '', '', 'exten', 'context', 'channame', 'appname'],
  ...['appdata', '', 'accountcode', 'uniqueid', 'linkedid', 'peer', 'userfield', '', 'extra'],
];

/**
 * The columns of a file of cel_custom from the names its owner gave, in order; names that are not known stand as empty
 * texts. Refuses at once a list that lacks a necessary column or names one twice.
 */
export function namedCelColumns(names: readonly string[]): readonly string[] {
  const plain = names.map(plainName);
  const columns = plain.map((name) => {
    const column = readName(name);
    return column === undefined || (column !== name && plain.includes(column)) ? '' : column;
  });
  const faults = [
    ...NECESSARY.filter((column) => !columns.includes(column)).map(
      (column) => `The columns lack "${column}": name the column that holds it.`,
    ),
    ...CEL_COLUMNS.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column)).map(
      (column) => `The columns name "${column}" twice: name it once.`,
    ),
  ];
  if (faults.length === 0) return columns;
  throw new RingledgerError(
    'invalid-request',
    faults.join(' '),
    faults.map((message) => ({ where: 'columns', message })),
  );
}

/** The columns that a file's first record tells: names, or as many as Asterisk's own sample writes. */
export function columnsOfFirst(fields: readonly string[]): readonly string[] {
  if (isCelHeader(fields)) return namedCelColumns(fields);
  if (fields.length === SAMPLE.length) return SAMPLE;
  throw new RingledgerError(
    'invalid-request',
    `The file's first line has ${fields.length} columns and does not name them: name them in order with --columns, as the mapping in cel_custom.conf has them (eventtype,eventtime,cid_name,…).`,
  );
}

/** Whether a record is a line of column names rather than an event. */
export function isCelHeader(fields: readonly string[]): boolean {
  const known = fields.map((field) => readName(plainName(field)));
  return known.includes('eventtype') && known.includes('eventtime');
}

function readName(name: string): CelColumn | undefined {
  const column = (CEL_COLUMNS as readonly string[]).includes(name) ? (name as CelColumn) : undefined;
  return column ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined);
}

function plainName(name: string): string {
  return name.trim().replace(/^"|"$/g, '').toLowerCase().replaceAll(/[ -]/g, '_');
}
