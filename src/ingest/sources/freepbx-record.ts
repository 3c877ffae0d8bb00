import type { DateOrder } from '../../core/read-dates.ts';
import type { ReadRecord, RecordFormat } from '../record-format.ts';
import { type RejectedRecord, type Rejection, rejectFor } from '../reject-reason.ts';
import { readCdrFields } from './asterisk-cdr.ts';
import { layoutsOf } from './cdr-layout.ts';
import { nearestInstant } from './cdr-times.ts';
import { readClockText } from './clock-text.ts';
import { findOpenQuote, splitFields } from './csv-fields.ts';
import { canonicalJson, checkZone } from './format-json.ts';
import { splitTuple } from './sql-tuple.ts';

/** How FreePBX's records are read, whatever wrote them. */
export interface FreepbxForm {
  /** By Asterisk's names; empty where a column is not read. */
  readonly columns: readonly string[];
  /** Whether the day or the month comes first where dates have slashes. */
  readonly dates: DateOrder;
  /** What parts the columns, or `sql` for the rows of an INSERT. */
  readonly separator: string;
  readonly zone: string;
}

/** The format of the JSON after `freepbx:`. */
export function freepbxFormatOf(parameters: string): RecordFormat {
  return freepbxFormat(JSON.parse(parameters) as FreepbxForm);
}

export function freepbxFormat(form: FreepbxForm): RecordFormat {
  const checked = { ...form, zone: checkZone(form.zone) };
  return {
    text: `freepbx:${canonicalJson(checked)}`,
    kind: 'freepbx-csv',
    read: (raw, line) => readRecord(raw, line, checked),
  };
}

function readRecord(raw: string, line: number, form: FreepbxForm): ReadRecord | RejectedRecord {
  const tries = form.separator === 'sql' ? [splitTuple(raw)] : splitVariously(raw, form);
  let first: Rejection | undefined;
  for (const fields of tries) {
    if (fields === null) continue;
    const read = readCdrFields(
      fields.map((field, at) => cleanField(field, form.columns[at] ?? '', form)),
      form,
      layoutsOf(form.columns),
    );
    if (!('reason' in read)) return { line, raw, cdr: read };
    first ??= read;
  }
  return { line, raw, ...(first ?? rejectFor('unclosed-quote', raw.slice(Math.max(0, findOpenQuote(raw))))) };
}

/**
 * The fields of a line as each way of writing quotes has them, the likeliest first: doubled; with a backslash, as
 * MySQL's OUTFILE; and not marked at all (`"Ann" <200>` as it stands), where commas that are too many belong to the
 * caller id, as no other column has any.
 */
function* splitVariously(
  raw: string,
  { separator, columns }: FreepbxForm,
): Generator<readonly string[] | null> {
  const code = separator.charCodeAt(0);
  const doubled = splitFields(raw, 0, raw.length, code);
  if (doubled?.length === columns.length && !raw.includes('\\"')) yield doubled;
  yield splitEscaped(raw, separator);
  yield doubled;
  yield* splitPlainly(raw, separator, columns);
}

function splitEscaped(raw: string, separator: string): readonly string[] | null {
  if (!raw.includes('\\')) return null;
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < raw.length; at++) {
    const character = raw.charAt(at);
    if (character === '\\' && /["\\',;\t]/.test(raw.charAt(at + 1))) {
      at += 1;
      field += raw.charAt(at);
    } else if (character === '"' && (isQuoted || field === '')) isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return isQuoted ? null : [...fields, field];
}

/** Of commas that are too many, each possible share may belong to the caller id, the rest to its name alone. */
function* splitPlainly(
  raw: string,
  separator: string,
  columns: readonly string[],
): Generator<readonly string[]> {
  const pieces = raw.split(separator);
  const extra = pieces.length - columns.length;
  const [clid, last] = [columns.indexOf('clid'), pieces.length - 1];
  if (extra < 0 || (extra > 0 && clid === -1)) return;
  for (let share = extra; share >= 0; share--) {
    const fields = joinPieces(pieces, clid, share, separator);
    // The name stands in a column that is not read, so that where exactly it does is of no account but for its right side.
    const rest = extra - share;
    const name = Math.min(NAME_COLUMN, last);
    yield (rest === 0 ? fields : joinPieces(fields, name, rest, separator)).map((field, at) =>
      at === clid ? field : field.replace(/^"(.*)"$/s, '$1'),
    );
  }
}

/** Where FreePBX's `cnam` stands, in its export and its table alike but for the recording. */
const NAME_COLUMN = 18;

function joinPieces(
  pieces: readonly string[],
  at: number,
  extra: number,
  separator: string,
): readonly string[] {
  const whole = pieces.slice(at, at + extra + 1).join(separator);
  return [...pieces.slice(0, at), whole, ...pieces.slice(at + extra + 1)];
}

/** `NULL` and `\N` are MySQL's words for nothing; a day that comes first is put last, as Asterisk has it. */
function cleanField(field: string, column: string, { dates, zone }: FreepbxForm): string {
  if (field === 'NULL' || field === '\\N') return '';
  if (column !== 'start' && column !== 'answer' && column !== 'end') return field;
  if (/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?$/.test(field)) return field;
  const read = readClockText(field, dates, zone);
  return read === null ? field : String(nearestInstant(read, 0));
}
