import { RingledgerError } from '../../core/errors.ts';

/** Columns that are read, by Asterisk's names for them. */
export const CDR_COLUMNS = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
  'uniqueid',
  'userfield',
  'peeraccount',
  'linkedid',
  'sequence',
  'did',
  'outcid',
  'acctid',
] as const;

export type CdrColumn = (typeof CDR_COLUMNS)[number];

/** Without these nobody can say who called when, for how long, and with what success. */
const NECESSARY_COLUMNS: readonly CdrColumn[] = ['start', 'duration', 'billsec', 'disposition', 'channel'];

/** Other names in use, FreePBX's and older tables' among them; each counts only where the column's own name is absent. */
const ALIASES: Readonly<Record<string, CdrColumn>> = {
  account: 'accountcode',
  account_code: 'accountcode',
  source: 'src',
  cnum: 'src',
  destination: 'dst',
  context: 'dcontext',
  callerid: 'clid',
  dst_channel: 'dstchannel',
  destination_channel: 'dstchannel',
  last_app: 'lastapp',
  last_data: 'lastdata',
  calldate: 'start',
  call_date: 'start',
  start_time: 'start',
  answer_time: 'answer',
  answerdate: 'answer',
  end_time: 'end',
  enddate: 'end',
  hangupdate: 'end',
  bill_sec: 'billsec',
  billableseconds: 'billsec',
  unique_id: 'uniqueid',
  user_field: 'userfield',
  linked_id: 'linkedid',
  peer_account: 'peeraccount',
  ddi: 'did',
  outbound_cnum: 'outcid',
};

/**
 * The columns of a cdr_custom file from the names its owner gave, in order; names that are not known stand as empty
 * texts. Refuses at once a list that lacks a necessary column or names one twice.
 */
export function namedColumns(names: readonly string[]): readonly string[] {
  const plain = names.map(plainName);
  const columns = plain.map((name) => {
    if (isCdrColumn(name)) return name;
    const column = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
    return column === undefined || plain.includes(column) ? '' : column;
  });
  refuseUnlessUsable(columns);
  return columns;
}

/** Whether a record is a line of column names rather than a call. */
export function isHeader(fields: readonly string[]): boolean {
  const known = fields.map(plainName).filter((name) => isCdrColumn(name) || Object.hasOwn(ALIASES, name));
  return known.length >= 3 && known.some((name) => name === 'duration' || name === 'disposition');
}

function refuseUnlessUsable(columns: readonly string[]): void {
  const faults = [
    ...NECESSARY_COLUMNS.filter((column) => !columns.includes(column)).map(
      (column) => `The columns lack "${column}": name the column that holds it.`,
    ),
    ...CDR_COLUMNS.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column)).map(
      (column) => `The columns name "${column}" twice: name it once.`,
    ),
  ];
  if (faults.length === 0) return;
  throw new RingledgerError(
    'invalid-request',
    faults.join(' '),
    faults.map((message) => ({ where: 'columns', message })),
  );
}

function isCdrColumn(name: string): name is CdrColumn {
  return (CDR_COLUMNS as readonly string[]).includes(name);
}

function plainName(name: string): string {
  return name.trim().replace(/^"|"$/g, '').toLowerCase().replaceAll(/[ -]/g, '_');
}
