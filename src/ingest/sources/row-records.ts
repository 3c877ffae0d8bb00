import { RingledgerError } from '../../core/errors.ts';
import type { SelfWriting } from '../../core/self-writing.ts';
import { isZone } from '../../core/zone.ts';
import type { ReadCdr, ReadRecord, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { readCdrFields } from './asterisk-cdr.ts';
import { namedColumns } from './cdr-columns.ts';
import { layoutsOf } from './cdr-layout.ts';
import { toFusionpbxCdr } from './fusionpbx-row.ts';
import { toAccountedCdr } from './sip-accounting.ts';

/** The values of one row as the server printed them, in the order of the format's columns; null for NULL. */
type RowFields = readonly (string | null)[];

/** A format whose raw text is the JSON array of a row's values: `row:calldate,clid,…@Europe/London`. */
export interface RowFormat extends RecordFormat {
  readonly columns: readonly string[];
  /**
   * Reads a row; `line` tells one reject of a table from another. Where `row` gives its fields again, they are not kept.
   */
  readRow(fields: RowFields, line: number, row?: Row): ReadRecord | RejectedRecord;
}

interface Row {
  readonly fields: RowFields;
  readonly json?: SelfWriting;
}

/** A record of a row. Its text is made when it is asked for, which is when it is written: it is as long as all else. */
class RowRecord implements ReadRecord {
  readonly line: number;
  readonly cdr: ReadCdr;
  readonly #row: Row;

  constructor(line: number, cdr: ReadCdr, row: Row) {
    this.line = line;
    this.cdr = cdr;
    this.#row = row;
  }

  get raw(): string {
    return textOf(this.#row);
  }

  get selfWriting(): SelfWriting | undefined {
    return this.#row.json;
  }
}

const textOf = ({ json, fields }: Row) => json?.toString() ?? JSON.stringify(fields);

/** Makes a record of a row; `columns` are the names of its values, `zone` that of its wall-clock times. */
type RowReader = (columns: readonly string[], zone: string) => (fields: RowFields) => ReadCdr | Rejection;

/** A family of rows: what `sources/formats.ts` knows it by, and how one is read. */
interface RowFamily {
  readonly kind: string;
  readonly reader: RowReader;
}

/** Asterisk's `cdr`, with the columns that cdr_mysql, cdr_adaptive_odbc, cdr_pgsql or FreePBX give it. */
const ASTERISK: RowReader = (columns, zone) => {
  const format = { columns: namedColumns(columns), zone };
  const layoutOf = layoutsOf(format.columns);
  return (fields) => readCdrFields(fields, format, layoutOf);
};

const ROW_FAMILIES = {
  row: { kind: 'asterisk-table', reader: ASTERISK },
  fusionpbx: { kind: 'fusionpbx', reader: toFusionpbxCdr },
  acc: { kind: 'sip-accounting', reader: toAccountedCdr },
} as const satisfies Readonly<Record<string, RowFamily>>;

export type RowFamilyName = keyof typeof ROW_FAMILIES;

/** The format of a table's rows. Refuses columns that lack a necessary one. */
export function rowFormat(family: RowFamilyName, columns: readonly string[], zone: string): RowFormat {
  const { kind, reader } = ROW_FAMILIES[family];
  const read = reader(columns, zone);
  const readFields = (fields: RowFields) =>
    fields.length === columns.length
      ? read(fields)
      : rejectFor('wrong-column-count', fields.length, String(columns.length), 'repair its kept text');
  return {
    text: `${family}:${columns.join(',')}@${zone}`,
    kind,
    columns,
    readRow: (fields, line, row = { fields }) => {
      const cdr = readFields(fields);
      return 'reason' in cdr ? { line, raw: textOf(row), ...cdr } : new RowRecord(line, cdr, row);
    },
    read: (raw, line) => {
      const cdr = readFields(JSON.parse(raw) as RowFields);
      return 'reason' in cdr ? { line, raw, ...cdr } : { line, raw, cdr };
    },
  };
}

/** The format of such a text without its family. Refuses a text that `rowFormat` did not write. */
export function rowFormatFrom(family: RowFamilyName, parameters: string): RowFormat {
  const at = parameters.lastIndexOf('@');
  const zone = parameters.slice(at + 1);
  if (at === -1 || !isZone(zone)) {
    const message = `"${family}:${parameters}" is not a format of rows: write ${family}:columns@zone, such as ${family}:calldate,duration@Europe/London.`;
    throw new RingledgerError('invalid-request', message);
  }
  return rowFormat(family, parameters.slice(0, at).split(','), zone);
}
