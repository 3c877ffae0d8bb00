import { RingledgerError } from '../../core/errors.ts';
import type { ReadRecord, RecordFile, RecordFileEnd, RecordFormat, RecordPart } from '../record-format.ts';
import type { RejectedRecord } from '../reject-reason.ts';

/** Gives the format for the columns that an INSERT or the table's definition names; null where none does. */
export type FormatOfColumns = (columns: readonly string[] | null, width: number) => RecordFormat;

const INSERT = /(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+(\S+?)\s*(?:\(([^)]*)\)\s*)?VALUES\s*(?=\()/iy;
const CREATE = /CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\S+)\s*\((.*?)\)(?:[^()';]|'[^']*')*;/isy;
const TUPLE = /\((?:'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'|[^'()])*\)/sy;
/** Comments of dumps, and statements that make no rows; a text in quotes may hold a semicolon. */
const BLANK = /(?:\s|--[^\n]*\n|#[^\n]*\n|\/\*.*?\*\/;?)+/sy;
const OTHER = /(?:'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'|[^';])*;/sy;
/** Within the rows of an INSERT: the columns it names; `skipped` where its table holds no calls. */
interface Inserting {
  readonly columns: readonly string[] | null;
  readonly skipped: boolean;
}

const MOST_HELD = 4 * 1_048_576;

/**
 * A dump of MySQL (mysqldump, phpMyAdmin): the rows of every INSERT into a table whose name ends in `cdr`, each a record.
 * Other tables and statements are passed over.
 */
export class SqlDumpFile implements RecordFile {
  readonly #formatOf: FormatOfColumns;
  readonly #decoder = new TextDecoder('utf-8');
  #format: RecordFormat;
  #text = '';
  #line = 1;
  #defined: readonly string[] | null = null;
  #inserting: Inserting | null = null;

  constructor(formatOf: FormatOfColumns, before: RecordFormat) {
    this.#formatOf = formatOf;
    this.#format = before;
  }

  get format(): RecordFormat {
    return this.#format;
  }

  push(chunk: Uint8Array): RecordPart {
    this.#text += this.#decoder.decode(chunk, { stream: true });
    return this.#take();
  }

  end(): RecordFileEnd {
    this.#text += `${this.#decoder.decode()}\n`;
    const part = this.#take();
    const raw = this.#text.trim();
    return { ...part, unfinished: raw === '' ? null : { raw } };
  }

  #take(): RecordPart {
    const part = { records: [] as ReadRecord[], rejects: [] as RejectedRecord[] };
    let at = 0;
    for (let next = this.#step(at, part); next > at; next = this.#step(at, part)) {
      for (
        let end = this.#text.indexOf('\n', at);
        end !== -1 && end < next;
        end = this.#text.indexOf('\n', end + 1)
      ) {
        this.#line += 1;
      }
      at = next;
    }
    this.#text = this.#text.slice(at);
    if (this.#text.length > MOST_HELD) {
      throw new RingledgerError(
        'invalid-request',
        `The statement on line ${this.#line} has no end within ${MOST_HELD} characters: look whether the file is a dump of MySQL with INSERT statements.`,
      );
    }
    return part;
  }

  /** Reads on from `at`; returns how far it came, `at` where what stands there is not complete yet. */
  #step(at: number, part: { readonly records: ReadRecord[]; readonly rejects: RejectedRecord[] }): number {
    return this.#inserting === null ? this.#readStatement(at) : this.#readRow(at, this.#inserting, part);
  }

  #readStatement(at: number): number {
    // A blank that reaches the end may be half of a comment.
    const blank = matchAt(BLANK, this.#text, at);
    if (blank !== null) return at + blank[0].length;
    const insert = matchAt(INSERT, this.#text, at);
    if (insert !== null) {
      const [whole, table = '', names] = insert;
      this.#inserting = {
        columns: names === undefined ? this.#defined : names.split(',').map(plainName),
        skipped: !isCallTable(table),
      };
      return at + whole.length;
    }
    // A comment whose end is still to come may hold a semicolon.
    if (/^(?:--|#|\/\*)/.test(this.#text.slice(at, at + 2))) return at;
    const create = matchAt(CREATE, this.#text, at);
    const other = matchAt(OTHER, this.#text, at);
    if (other === null) return at;
    const [, table = '', body = ''] = create ?? [];
    if (isCallTable(table)) this.#defined = definedColumns(body);
    return at + other[0].length;
  }

  #readRow(
    at: number,
    { columns, skipped }: Inserting,
    part: { readonly records: ReadRecord[]; readonly rejects: RejectedRecord[] },
  ): number {
    const [mark = ''] = this.#text.slice(at, at + 1);
    if (mark === ';') this.#inserting = null;
    if (mark !== '(') return mark === '' ? at : at + 1;
    const tuple = matchAt(TUPLE, this.#text, at);
    if (tuple === null) return at;
    const [raw] = tuple;
    if (!skipped) {
      this.#format = this.#formatOf(columns, countValues(raw));
      const read = this.#format.read(raw, this.#line);
      if ('reason' in read) part.rejects.push(read);
      else part.records.push(read);
    }
    return at + raw.length;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function isCallTable(name: string): boolean {
  return /cdr$/i.test(plainName(name));
}

function plainName(name: string): string {
  return name.trim().replaceAll(/[`"]/g, '');
}

/** Lines of a definition that begin with a name in backticks, or none of the words that define no column. */
function definedColumns(body: string): readonly string[] {
  return body
    .split(/,\s*\n|,(?![^(]*\))/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT)\b/i.test(line))
    .map((line) => plainName(/^`[^`]+`|^\S+/.exec(line)?.[0] ?? ''));
}

function countValues(raw: string): number {
  return raw.replaceAll(/'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'/gs, '').split(',').length;
}
