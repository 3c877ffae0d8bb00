import { RingledgerError } from '../../core/errors.ts';
import { namedColumns } from './cdr-columns.ts';

/**
 * FreePBX's own order of the table `cdr` in `asteriskcdrdb`, which its web export (`cdr_export_csv` in functions.inc.php
 * of the module cdr, release 16) names in its first line with `recordingfile` further down.
 */
const TABLE = [
  'calldate',
  'clid',
  'src',
  'dst',
  'dcontext',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
  'accountcode',
  'uniqueid',
  'userfield',
  'did',
  'recordingfile',
  'cnum',
  'cnam',
  'outbound_cnum',
  'outbound_cnam',
  'dst_cnam',
  'linkedid',
  'peeraccount',
  'sequence',
];

/** The columns of a table dump that names none, by their number: the whole table, or a beginning of it. */
export function tableColumns(width: number): readonly string[] {
  if (width >= 16 && width <= TABLE.length) return namedColumns(TABLE.slice(0, width));
  throw new RingledgerError(
    'invalid-request',
    `The file has ${width} columns and no line that names them; FreePBX's table has ${TABLE.length}: name them with --columns, or export them with their names.`,
  );
}
