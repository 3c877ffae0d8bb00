import type { ReadCdr } from '../record-format.ts';
import type { Rejection } from '../reject-reason.ts';
import { toFreeswitchCdr } from './freeswitch-cdr.ts';

/**
 * Columns of FusionPBX's `v_xml_cdr` that are read, by its names for them (app/xml_cdr/app_config.php). Those that hold
 * the whole record again (`xml`, `json`, `call_flow`) are tens of kilobytes a row, and are left where they are.
 */
export const FUSIONPBX_COLUMNS = [
  ...['xml_cdr_uuid', 'domain_name', 'accountcode', 'direction', 'context', 'leg', 'extension_uuid'],
  ...['caller_id_name', 'caller_id_number', 'caller_destination', 'source_number', 'destination_number'],
  ...['start_epoch', 'start_stamp', 'answer_epoch', 'answer_stamp', 'end_epoch', 'end_stamp'],
  ...['duration', 'billsec', 'bridge_uuid', 'originating_leg_uuid', 'last_app', 'last_arg'],
  ...['hangup_cause', 'hangup_cause_q850', 'sip_hangup_disposition', 'voicemail_message', 'missed_call'],
  ...['cc_side', 'cc_member_session_uuid', 'cc_queue', 'record_path', 'record_name'],
];

/**
 * A row of `v_xml_cdr`, which is one leg, as a record. The table names no channels, so they are made up as FreeSWITCH
 * would name them: an extension's is `sofia/internal/1001@DOMAIN`, one from or to outside `sofia/external/NUMBER`. A
 * tenant is a domain, so that is the account.
 */
export function toFusionpbxCdr(columns: readonly string[], zone: string) {
  const places = new Map(columns.map((name, index) => [name, index]));
  return (fields: readonly (string | null)[]): ReadCdr | Rejection => {
    const column = (name: string) => fields[places.get(name) ?? -1] ?? '';
    const isInbound = column('direction') === 'inbound';
    const read = toFreeswitchCdr({ value: (name) => variable(name, column), namesChannels: true }, zone);
    if ('reason' in read || !isInbound || read.did === '') return read;
    // After a transfer inside, the destination is the extension; what was dialled from outside stands apart.
    return { ...read, did: column('caller_destination') || read.did };
  };
}

type Column = (name: string) => string;

const isB = (column: Column) => column('leg') === 'b';

/** What FreeSWITCH calls otherwise than FusionPBX's columns. */
const VARIABLES: ReadonlyMap<string, (column: Column) => string> = new Map<
  string,
  (column: Column) => string
>([
  ['uuid', (column) => column('xml_cdr_uuid')],
  ['accountcode', (column) => column('domain_name') || column('accountcode')],
  ['context', (column) => (column('direction') === 'inbound' && !isB(column) ? 'public' : column('context'))],
  [
    'effective_caller_id_number',
    (column) => (column('direction') === 'outbound' ? column('source_number') : ''),
  ],
  ['last_app', (column) => (isVoicemail(column) ? 'voicemail' : column('last_app'))],
  ['channel_name', (column) => (isB(column) ? calledChannel(column) : callingChannel(column))],
  ['originator_channel', (column) => (isB(column) ? callingChannel(column) : '')],
  ['bridge_channel', (column) => (isB(column) || column('bridge_uuid') === '' ? '' : calledChannel(column))],
]);

function variable(name: string, column: Column): string {
  return VARIABLES.get(name)?.(column) ?? column(name);
}

/** FusionPBX's voicemail is a script: `lua` with `app.lua voicemail`. */
function isVoicemail(column: Column): boolean {
  return column('last_app') === 'lua' && column('last_arg').includes('voicemail');
}

function callingChannel(column: Column): string {
  const number = column('caller_id_number');
  return column('direction') === 'inbound'
    ? `sofia/external/${number}`
    : `sofia/internal/${number}@${column('domain_name')}`;
}

function calledChannel(column: Column): string {
  const number = column('destination_number');
  return column('direction') === 'outbound'
    ? `sofia/external/${number}`
    : `sofia/internal/${number}@${column('domain_name')}`;
}
