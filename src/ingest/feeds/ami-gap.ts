import { type FileHandle, open } from 'node:fs/promises';
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
import { MARK_BYTES, readAt } from './file-mark.ts';
import { endOfLines, findLater, findRotated, goesOn, placeAt, withFile } from './file-place.ts';

const RECORDS_A_BATCH = 5_000;
const CHUNK_BYTES = 262_144;

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

/** Where the last whole line ends now: what stands before is not this feed's to bring. */
export async function endOfFile({ file }: GapFile): Promise<FilePlace> {
  const place = await withFile(file, async (opened) => placeAt(opened, await endOfLines(opened, 0)));
  return place ?? { inode: 0, offset: 0 };
}

/**
 * Lands what stands in the file after `from`, without the extras in `left`; of a file that was rotated meanwhile, by
 * renaming or by copying and cutting short, also the rest beside it, and what was rotated after it. Resolves with the
 * place it came to: `from` where a file was cut short while it was read, to be compared again.
 */
export async function readOn(
  feed: FeedContext,
  gap: GapFile,
  form: FileForm,
  left: readonly ExtraColumn[],
  from: FilePlace,
): Promise<FilePlace> {
  const columns = withoutExtras(form.columns, left, form.carries);
  const readFile = (file: FileHandle, offset: number) =>
    readFrom(feed, file, new CdrFile(form.zone, columns), offset);
  // Held open all the while, lest one that is rotated meanwhile is passed over.
  const end = await withFile(gap.file, async (current) => {
    const { size } = await current.stat();
    const isHere = await goesOn(current, from);
    // Of a file of which nothing had been read yet nobody can tell whether it is the same one still.
    const isWhole = (isHere && from.offset > 0) || (await readPutAway(feed, gap, from, isHere, readFile));
    const last = await readFile(current, isHere ? from.offset : 0);
    const isCut = (await current.stat()).size < size;
    return isWhole && !isCut && last !== 'changed' ? last : null;
  });
  return end ?? from;
}

/** Reads what was put away since `from`; false where something of it was moved or cut short just then. */
async function readPutAway(
  feed: FeedContext,
  gap: GapFile,
  from: FilePlace,
  isHere: boolean,
  readFile: (file: FileHandle, offset: number) => Promise<FilePlace | 'changed'>,
): Promise<boolean> {
  const rotated = isHere ? undefined : await findRotated(gap.file, from);
  if (!isHere && rotated === undefined && from.inode !== 0) feed.tell({ trouble: lostRest(gap.file) });
  const ends: unknown[] = [];
  if (rotated !== undefined) {
    ends.push(
      await withFile(rotated, async (file) =>
        (await goesOn(file, from)) ? readFile(file, from.offset) : null,
      ),
    );
  }
  for (const path of await findLater(gap.file, from, rotated)) {
    ends.push(await withFile(path, (file) => readFile(file, 0)));
  }
  return ends.every((end) => end !== null && end !== 'changed');
}

/** Lands whole lines from `offset` on; `changed` where the file was cut short meanwhile. */
async function readFrom(
  feed: FeedContext,
  opened: FileHandle,
  file: CdrFile,
  offset: number,
): Promise<FilePlace | 'changed'> {
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
  const end = await endOfLines(opened, offset);
  let last = Buffer.alloc(0);
  for (let at = offset; at < end; at += CHUNK_BYTES) {
    feed.signal.throwIfAborted();
    const bytes = await readAt(opened, at, Math.min(CHUNK_BYTES, end - at));
    last = Buffer.concat([last, bytes]).subarray(-MARK_BYTES);
    await take(file.push(bytes));
  }
  await take(file.end());
  // What was cut short while it was read may be half of the one file and half of the other.
  if (!(await readAt(opened, end - last.length, last.length)).equals(last)) return 'changed';
  await land();
  return placeAt(opened, end);
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
