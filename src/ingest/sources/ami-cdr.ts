import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import type { ReadRecord, RecordFormat } from '../record-format.ts';
import type { RejectedRecord } from '../reject-reason.ts';
import { type AmiMessage, readAmiMessage } from './ami-message.ts';
import { type CdrFormat, readCdrFields } from './asterisk-cdr.ts';
import { CDR_COLUMNS, type CdrColumn } from './cdr-columns.ts';
import { layoutsOf } from './cdr-layout.ts';

/**
 * The event `Cdr` of the manager interface holds what Master.csv holds, under names of its own, with times on the PBX's
 * clocks (cdr_manager.c; https://docs.asterisk.org, AMI event Cdr). It is read by the very rules of the CSV, so that one
 * record has one identity however it comes. The field Timestamp would tell UTC and is left alone for the same reason:
 * in the hour that comes twice the CSV has no such help.
 */
const FIELDS: ReadonlyMap<string, CdrColumn> = new Map<string, CdrColumn>([
  ['Source', 'src'],
  ['Destination', 'dst'],
  ['DestinationContext', 'dcontext'],
  ['CallerID', 'clid'],
  ['DestinationChannel', 'dstchannel'],
  ['LastApplication', 'lastapp'],
  ['LastData', 'lastdata'],
  ['StartTime', 'start'],
  ['AnswerTime', 'answer'],
  ['EndTime', 'end'],
  ['BillableSeconds', 'billsec'],
]);

/**
 * What an event has only where `[mappings]` of cdr_manager.conf names it (`linkedid => linkedid`), and a file only where
 * it was asked for. Two places that are to tell of the same records must both have one of these or both lack it.
 */
export const EXTRA_COLUMNS = ['peeraccount', 'linkedid', 'sequence', 'did', 'outcid'] as const;

export type ExtraColumn = (typeof EXTRA_COLUMNS)[number];

/** The accounting id is the PBX's own only where its tables number records. */
const COLUMNS: readonly string[] = CDR_COLUMNS.filter((column) => column !== 'acctid');
const FIELD_OF = COLUMNS.map((column) => {
  const named = [...FIELDS].find(([, known]) => known === column);
  return named === undefined ? column : named[0];
});

/** Whether a message is a call record. */
export function isCdrEvent(message: AmiMessage): boolean {
  return message.field('Event') === 'Cdr';
}

/** Extras that an event carries, with a value or without: what `[mappings]` names stands in every event. */
export function extrasOf(message: AmiMessage): readonly ExtraColumn[] {
  return EXTRA_COLUMNS.filter((column) => message.has(column));
}

/** Records of `Cdr` events with times of `zone`, read without the extras in `left`. */
export function amiFormat(zone: string, left: readonly ExtraColumn[] = []): RecordFormat {
  const form: CdrFormat = { columns: COLUMNS, zone };
  const layoutOf = layoutsOf(COLUMNS);
  const names = FIELD_OF.map((name) => ((left as readonly string[]).includes(name) ? '' : name));
  return {
    text: left.length === 0 ? `ami:${zone}` : `ami:${zone}!${left.join(',')}`,
    kind: 'asterisk-ami',
    read: (raw, line): ReadRecord | RejectedRecord => {
      const message = readAmiMessage(raw);
      const fields = names.map((name) => (name === '' ? '' : message.field(name)));
      const read = readCdrFields(fields, form, layoutOf);
      return 'reason' in read ? { line, raw, ...read } : { line, raw, cdr: read };
    },
  };
}

/** The format of a kept text without its family: `Europe/London`, `Europe/London!linkedid,sequence`. */
export function amiFormatOf(parameters: string): RecordFormat {
  const [zone = '', left = ''] = parameters.split('!');
  if (!isZone(zone)) {
    const message = `"ami:${parameters}" is not a format of manager events: write ami:zone, such as ami:Europe/London.`;
    throw new RingledgerError('invalid-request', message);
  }
  return amiFormat(
    zone,
    EXTRA_COLUMNS.filter((column) => left.split(',').includes(column)),
  );
}
