import type { ReadRecord, RecordFile, RecordFileEnd, RecordFormat, RecordPart } from '../record-format.ts';
import { type RejectedRecord, rejectFor } from '../reject-reason.ts';
import { findOpenQuote } from './csv-fields.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { MAX_LINE_CHARACTERS } from './text-lines.ts';

/** How one file of delimited text is read, once its first record has been seen. */
export interface DelimitedForm {
  readonly format: RecordFormat;
  /** Whether fields are column names, a line of types, or anything else that is no record and no fault. */
  isHeading(fields: readonly string[]): boolean;
}

/**
 * Tells the form of a file by the fields of its first record; null of a title before it, which is passed over. May refuse
 * the file.
 */
export type SettleForm = (fields: readonly string[], separator: string) => DelimitedForm | null;

/** What parts fields, as files are wont to have it. */
const SEPARATORS = [',', ';', '\t', '|'] as const;
const LF = 0x0a;
/** Enough to tell what parts fields where no line ends. */
const HEAD_BYTES = 65_536;

/**
 * A file of text in lines, its fields parted by one character: the one named, else the one that its first line has most
 * of. What its records mean is for the form to tell.
 */
export class DelimitedFile implements RecordFile {
  readonly #settle: SettleForm;
  readonly #growing: boolean;
  readonly #before: Pick<RecordFormat, 'text' | 'kind'>;
  #separator: string | undefined;
  #held: Buffer = Buffer.alloc(0);
  #csv: CsvRecords | undefined;
  #form: DelimitedForm | undefined;
  #hasTitle = false;

  /**
   * `before` names the format while no record has been seen. `growing` is for files that a PBX writes line by line, whose
   * last line may be unfinished.
   */
  constructor(
    settle: SettleForm,
    before: Pick<RecordFormat, 'text' | 'kind'>,
    {
      separator,
      growing = false,
    }: { readonly separator?: string | undefined; readonly growing?: boolean } = {},
  ) {
    this.#settle = settle;
    this.#before = before;
    this.#separator = separator;
    this.#growing = growing;
  }

  get format(): Pick<RecordFormat, 'text' | 'kind'> {
    return this.#form?.format ?? this.#before;
  }

  /** Files that do not grow, or that have a title before the line that tells their form, are always read whole. */
  get settledBytes(): number | undefined {
    return this.#growing && !this.#hasTitle ? (this.#csv?.settledBytes ?? 0) : undefined;
  }

  push(chunk: Uint8Array): RecordPart {
    if (this.#csv !== undefined) return this.#read(this.#csv, chunk);
    this.#held = Buffer.concat([this.#held, chunk]);
    return this.#held.includes(LF) || this.#held.length >= HEAD_BYTES
      ? this.#begin()
      : { records: [], rejects: [] };
  }

  end(): RecordFileEnd {
    const first = this.#csv === undefined ? this.#begin() : { records: [], rejects: [] };
    const part = { records: [...first.records], rejects: [...first.rejects] };
    const unfinished = this.#csv?.end((record) => this.#add(record, part)) ?? null;
    return { ...part, unfinished };
  }

  #begin(): RecordPart {
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    this.#separator ??= guessSeparator(
      held
        .subarray(0, HEAD_BYTES)
        .toString('latin1')
        .split(/[\r\n]/, 1)[0] ?? '',
    );
    this.#csv = new CsvRecords(
      (fields) => this.#isRecord(fields),
      () => this.#growing,
      this.#separator,
    );
    return this.#read(this.#csv, held);
  }

  #read(csv: CsvRecords, chunk: Uint8Array): RecordPart {
    const part = { records: [], rejects: [] };
    csv.push(chunk, (record) => this.#add(record, part));
    return part;
  }

  #add(found: CsvRecord, part: { readonly records: ReadRecord[]; readonly rejects: RejectedRecord[] }): void {
    const { line, raw, fields, fault } = found;
    if (fault === 'too-long') part.rejects.push({ line, raw, ...rejectFor('too-long', MAX_LINE_CHARACTERS) });
    else if (fault === 'not-text') part.rejects.push({ line, raw, ...rejectFor('not-text') });
    else if (fault === null || this.#form !== undefined) this.#addLine(line, raw, fields, part);
    else part.rejects.push({ line, raw, ...rejectFor('unclosed-quote', raw.slice(findOpenQuote(raw))) });
  }

  /** A format knows better than the cutting of lines what a quote that was never closed may have meant. */
  #addLine(
    line: number,
    raw: string,
    fields: readonly string[],
    part: { readonly records: ReadRecord[]; readonly rejects: RejectedRecord[] },
  ): void {
    this.#form ??= this.#settle(fields, this.#separator ?? ',') ?? undefined;
    if (this.#form === undefined) this.#hasTitle = true;
    if (this.#form === undefined || (fields.length > 0 && this.#form.isHeading(fields))) return;
    const read = this.#form.format.read(raw, line);
    if ('reason' in read) part.rejects.push(read);
    else part.records.push(read);
  }

  /** Asked of fields that span lines, or of a last line. */
  #isRecord(fields: readonly string[]): boolean {
    if (this.#form === undefined) return true;
    const separator = this.#separator ?? ',';
    const raw = fields.map((field) => quoteField(field, separator)).join(separator);
    return !('reason' in this.#form.format.read(raw, 1));
  }
}

function quoteField(field: string, separator: string): string {
  return field.includes('"') || field.includes(separator) || /[\r\n]/.test(field)
    ? `"${field.replaceAll('"', '""')}"`
    : field;
}

function guessSeparator(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  let best: string = ',';
  let most = 0;
  for (const separator of SEPARATORS) {
    const count = bare.split(separator).length;
    if (count > most) [best, most] = [separator, count];
  }
  return best;
}
