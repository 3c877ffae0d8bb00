import type { DateOrder } from '../../core/read-dates.ts';
import type { RecordFile, RecordFileEnd, RecordFormat, RecordPart } from '../record-format.ts';
import { isHeader, namedColumns } from './cdr-columns.ts';
import { DelimitedFile } from './delimited-file.ts';
import { tableColumns } from './freepbx-columns.ts';
import { freepbxFormat } from './freepbx-record.ts';
import { SqlDumpFile } from './sql-dump-file.ts';

export interface FreepbxOptions {
  readonly zone: string;
  readonly columns?: readonly string[] | undefined;
  readonly dates?: DateOrder | undefined;
}

/** Enough to tell a dump's statements from a line of fields. */
const TELLING_BYTES = 64;

/**
 * What FreePBX's records are wont to be handed over as: the CSV of its CDR Reports, a table exported by phpMyAdmin or
 * by MySQL itself (CSV or tabs, with names of columns or without), or a dump with INSERT statements. The first
 * characters tell which.
 */
export class FreepbxFile implements RecordFile {
  readonly #options: FreepbxOptions;
  #held: Buffer = Buffer.alloc(0);
  #file: RecordFile | undefined;

  constructor(options: FreepbxOptions) {
    this.#options = options;
    this.#formFor([], ',');
  }

  get format(): Pick<RecordFormat, 'text' | 'kind'> {
    return this.#file?.format ?? this.#formFor([], ',');
  }

  push(chunk: Uint8Array): RecordPart {
    if (this.#file !== undefined) return this.#file.push(chunk);
    this.#held = Buffer.concat([this.#held, chunk]);
    return this.#held.length < TELLING_BYTES ? { records: [], rejects: [] } : this.#begin();
  }

  end(): RecordFileEnd {
    const first = this.#file === undefined ? this.#begin() : { records: [], rejects: [] };
    const last = this.#file?.end() ?? { records: [], rejects: [], unfinished: null };
    return {
      records: [...first.records, ...last.records],
      rejects: [...first.rejects, ...last.rejects],
      unfinished: last.unfinished,
    };
  }

  #begin(): RecordPart {
    const head = this.#held.toString('utf8').replace(/^\uFEFF/, '');
    const isDump = /^\s*(?:--|\/\*|#|INSERT\b|CREATE\b|DROP\b|SET\b|LOCK\b|USE\b|START\b)/i.test(head);
    this.#file = isDump ? this.#openDump() : this.#openTable();
    return this.#file.push(this.#held);
  }

  #openTable(): RecordFile {
    const { columns } = this.#options;
    return new DelimitedFile(
      (fields, separator) => {
        const named = columns ?? (isHeader(fields) ? fields : undefined);
        const known = named === undefined ? tableColumns(fields.length) : namedColumns(named);
        return { format: this.#formFor(known, separator), isHeading: isHeader };
      },
      this.#formFor([], ','),
    );
  }

  #openDump(): RecordFile {
    const formats = new Map<string, RecordFormat>();
    const formatOf = (names: readonly string[] | null, width: number) => {
      const key = `${width} ${names?.join() ?? ''}`;
      const known = formats.get(key);
      if (known !== undefined) return known;
      const columns = this.#options.columns ?? names;
      const format = this.#formFor(columns ? namedColumns(columns) : tableColumns(width), 'sql');
      formats.set(key, format);
      return format;
    };
    return new SqlDumpFile(formatOf, this.#formFor([], 'sql'));
  }

  #formFor(columns: readonly string[], separator: string): RecordFormat {
    const { zone, dates = 'dmy' } = this.#options;
    return freepbxFormat({ columns, dates, separator, zone });
  }
}
