import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RingledgerError } from '../../core/errors.ts';
import { chooseZone, HEAD_BYTES } from '../choose-zone.ts';
import type { RecordPart } from '../record-format.ts';
import { EXTRA_COLUMNS, type ExtraColumn } from '../sources/ami-cdr.ts';
import { CDR_COLUMNS, isHeader, namedColumns } from '../sources/cdr-columns.ts';
import { layoutsOf } from '../sources/cdr-layout.ts';
import { splitFields } from '../sources/csv-fields.ts';
import { CdrFile } from '../sources/read-cdr-file.ts';
import type { FileForm, FilePlace } from './ami-cursor.ts';
import type { GapFile } from './ami-settings.ts';
import type { FeedContext } from './feed.ts';

const RECORDS_A_BATCH = 5_000;
const LF = 0x0a;

/** Where the file ends now: what stands before is not this feed's to bring. */
export async function endOfFile({ file }: GapFile): Promise<FilePlace> {
  const found = await stat(file).catch(absent);
  return found === null ? { inode: 0, offset: 0 } : { inode: found.ino, offset: found.size };
}

/**
 * Reads the beginning of a file of call records. Null while there is none, or nothing in it. Refuses a file that may not
 * be read, and one whose records have no uniqueid: they could not be told to be those that events brought. Without `pbxZone` the zone
 * is not looked at.
 */
export async function readFileForm(gap: GapFile, pbxZone: string | undefined): Promise<FileForm | null> {
  const head = await readBeginning(gap.file);
  if (head === null || head.length === 0) return null;
  const fields = splitFields(head.toString('latin1').split(/\r?\n/, 1)[0] ?? '', 0, head.length) ?? [];
  const columns: FileForm['columns'] = gap.columns ?? (isHeader(fields) ? fields : 'cdr_csv');
  const zone = pbxZone === undefined ? 'UTC' : pickZone(gap, head, pbxZone);
  const [first] = new CdrFile(zone, columns).push(head).records;
  if (first === undefined) return null;
  if (first.cdr.uniqueid !== '') return { columns, carries: extrasIn(columns, fields), zone };
  throw new RingledgerError(
    'invalid-config',
    `Records in ${gap.file} have no uniqueid, by which alone they are told to be those that events brought: set loguniqueid=yes in the section [csv] of cdr.conf and begin a new file.`,
  );
}

/**
 * Lands what stands in the file after `from`, without the extras in `left`; of a file that was rotated meanwhile also
 * the rest under its new name. Resolves with the place it came to.
 */
export async function readOn(
  feed: FeedContext,
  gap: GapFile,
  form: FileForm,
  left: readonly ExtraColumn[],
  from: FilePlace,
): Promise<FilePlace> {
  const now = await endOfFile(gap);
  if (now.inode === 0) return from;
  const columns = withoutExtras(form.columns, left, form.carries);
  if (now.inode === from.inode && now.offset >= from.offset) {
    return readFrom(feed, gap.file, columns, form.zone, from);
  }
  const rotated = now.inode === from.inode ? undefined : await findRotated(gap.file, from.inode);
  if (rotated === undefined && from.inode !== 0) feed.tell({ trouble: lostRest(gap.file) });
  if (rotated !== undefined) await readFrom(feed, rotated, columns, form.zone, from);
  return readFrom(feed, gap.file, columns, form.zone, { inode: now.inode, offset: 0 });
}

async function readFrom(
  feed: FeedContext,
  path: string,
  columns: readonly string[] | 'cdr_csv',
  zone: string,
  from: FilePlace,
): Promise<FilePlace> {
  const file = new CdrFile(zone, columns);
  let held: RecordPart = { records: [], rejects: [] };
  const land = async () => {
    const { records, rejects } = held;
    held = { records: [], rejects: [] };
    if (records.length + rejects.length === 0) return;
    await feed.landCdrs({ records, rejects, format: file.format });
  };
  const take = async (part: RecordPart) => {
    held = { records: [...held.records, ...part.records], rejects: [...held.rejects, ...part.rejects] };
    if (held.records.length + held.rejects.length >= RECORDS_A_BATCH) await land();
  };
  const offset = await endOfLines(path, from.offset);
  if (offset > from.offset) {
    const lines = { start: from.offset, end: offset - 1, signal: feed.signal };
    for await (const chunk of createReadStream(path, lines)) await take(file.push(chunk as Uint8Array));
    await take(file.end());
    await land();
  }
  return { inode: from.inode, offset };
}

/** Where the last whole line ends; what stands behind it is still being written. `from` where no line ends after it. */
async function endOfLines(path: string, from: number): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let end = size; end > from; end -= HEAD_BYTES) {
      const start = Math.max(from, end - HEAD_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      const last = buffer.subarray(0, bytesRead).lastIndexOf(LF);
      if (last >= 0) return start + last + 1;
    }
    return from;
  } finally {
    await file.close();
  }
}

async function findRotated(file: string, inode: number): Promise<string | undefined> {
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file)));
  for (const name of names) {
    const path = join(dirname(file), name);
    if ((await stat(path).catch(absent))?.ino === inode) return path;
  }
  return undefined;
}

function lostRest(file: string): RingledgerError {
  return new RingledgerError(
    'not-found',
    `${file} was begun anew, and what stood in it before is not beside it: import the rotated file, lest records are missing that no event brought.`,
  );
}

function pickZone(gap: GapFile, head: Buffer, pbxZone: string): string {
  if (gap.zone !== undefined) return gap.zone;
  try {
    const wish = { asked: undefined, pbxZone, anyway: false };
    return chooseZone({ head, isWhole: head.length < HEAD_BYTES }, gap.columns, wish).zone;
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    throw new RingledgerError(
      error.code,
      `${gap.file}: ${error.message} Here that is the setting "gapZone".`,
    );
  }
}

function extrasIn(columns: FileForm['columns'], first: readonly string[]): readonly ExtraColumn[] {
  if (columns !== 'cdr_csv') {
    const named = namedColumns(columns);
    return EXTRA_COLUMNS.filter((column) => named.includes(column));
  }
  const layout = layoutsOf('cdr_csv')(first);
  return layout === null ? [] : EXTRA_COLUMNS.filter((column) => layout[column] >= 0);
}

/** Columns of which some are passed over; Asterisk's fixed order has none of them but in its long form. */
function withoutExtras(
  columns: FileForm['columns'],
  left: readonly ExtraColumn[],
  carried: readonly ExtraColumn[],
): readonly string[] | 'cdr_csv' {
  const passed: readonly string[] = left.filter((column) => carried.includes(column));
  if (passed.length === 0) return columns;
  const names = columns === 'cdr_csv' ? LONG_FORM : namedColumns(columns);
  return names.map((name) => (passed.includes(name) ? '' : name));
}

const LONG_FORM: readonly string[] = [
  ...CDR_COLUMNS.slice(0, 16),
  'uniqueid',
  'userfield',
  'peeraccount',
  'linkedid',
  'sequence',
];

async function readBeginning(path: string): Promise<Buffer | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new RingledgerError(
      'invalid-config',
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}): let the server's user read it and all folders above it.`,
    );
  } finally {
    await file?.close();
  }
}

function absent(): null {
  return null;
}
