import { EXTRA_COLUMNS, type ExtraColumn } from '../sources/ami-cdr.ts';

/** How a file's records are read, as its beginning tells. */
export interface FileForm {
  /** Names in order, or Asterisk's fixed order. */
  readonly columns: readonly string[] | 'cdr_csv';
  readonly carries: readonly ExtraColumn[];
  readonly zone: string;
}

/** How far a file of records was compared with what events told. */
export interface FilePlace {
  /** Which file, as its name is another's once it is rotated; 0 where there was none yet. */
  readonly inode: number;
  /** Bytes of lines that have been read. */
  readonly offset: number;
  /** Hash of the last of them, by which the file is known again wherever it was put; no cursor of old has it. */
  readonly tail?: string;
  /** When it had last been written by then, milliseconds by the clock of its own files: what was put away later is unread. */
  readonly writtenMs?: number;
}

/** Where a feed of a manager interface has come to. */
export interface AmiCursor {
  /** When the PBX was last heard, UTC epoch seconds by this server's clock; null before the first time. */
  readonly heardAt: number | null;
  /** Extra columns that its events carry; null before the first event. */
  readonly carries: readonly ExtraColumn[] | null;
  readonly file: FilePlace | null;
  /** Kept, as a file that was begun anew is empty at first. */
  readonly form: FileForm | null;
}

/** A cursor as it was kept, whatever stands there. */
export function readAmiCursor(kept: unknown): AmiCursor {
  const { heardAt, carries, file, form } = (kept ?? {}) as { readonly [key in keyof AmiCursor]?: unknown };
  return {
    heardAt: typeof heardAt === 'number' ? heardAt : null,
    carries: Array.isArray(carries) ? EXTRA_COLUMNS.filter((column) => carries.includes(column)) : null,
    file: readPlace(file),
    form: readForm(form),
  };
}

function readForm(kept: unknown): FileForm | null {
  const { columns, carries, zone } = (kept ?? {}) as { readonly [key in keyof FileForm]?: unknown };
  if (typeof zone !== 'string' || !Array.isArray(carries)) return null;
  return {
    columns: Array.isArray(columns) ? columns.map(String) : 'cdr_csv',
    carries: EXTRA_COLUMNS.filter((column) => carries.includes(column)),
    zone,
  };
}

function readPlace(kept: unknown): FilePlace | null {
  const { inode, offset, tail, writtenMs } = (kept ?? {}) as { readonly [key in keyof FilePlace]?: unknown };
  if (typeof inode !== 'number' || typeof offset !== 'number') return null;
  return {
    ...{ inode, offset },
    ...(typeof tail === 'string' ? { tail } : {}),
    ...(typeof writtenMs === 'number' ? { writtenMs } : {}),
  };
}
