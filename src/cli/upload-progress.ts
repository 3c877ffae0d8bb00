import type { CliIo } from './cli-io.ts';
import { writeOut } from './write-out.ts';

/** How far the sending of one file is. */
export interface Upload {
  readonly name: string;
  /** Bytes that the server has taken. */
  readonly sentBytes: number;
  /** Undefined where the length is not known beforehand: standard input, a pipe. */
  readonly totalBytes: number | undefined;
  /** Line ends among the bytes sent. */
  readonly records: number;
  readonly elapsedMs: number;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const PLAIN_MS = 2000;

/** One line to be drawn in place, no wider than the terminal. */
export function drawUpload(upload: Upload, columns: number): string {
  const share = shareOf(upload);
  const facts = factsOf(upload);
  if (share === undefined) return cut(`${upload.name}  ${facts}`, columns);
  return drawBar(upload.name, share, facts, columns);
}

/** A name, a bar that is filled by a share between 0 and 1, and facts; without the bar where they would not fit. */
export function drawBar(name: string, share: number, facts: string, columns: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]`;
  const line = `${name}  ${bar} ${facts}`;
  return line.length <= columns - 1 ? line : cut(`${name}  ${facts}`, columns);
}

/** The same as a sentence for a log. */
export function describeUpload(upload: Upload): string {
  return `${upload.name}: ${factsOf(upload)}`;
}

/** What is said once the whole file is sent. */
function describeSent(upload: Upload): string {
  return `${upload.name}: sent ${countRecords(upload.records)} in ${formatSpan(upload.elapsedMs / 1000)}, ${rateOf(upload)} records a second`;
}

/** Shows one upload on stderr: on a terminal drawn again in place, else a line now and then. */
export interface ProgressPainter {
  show(upload: Upload): Promise<void>;
  /** Leaves one line behind that says how much was sent. */
  finish(upload: Upload): Promise<void>;
  /** Takes the line drawn in place away, so that a message can follow. */
  clear(): Promise<void>;
}

export function createProgressPainter(io: CliIo): ProgressPainter {
  const interval = io.isTerminal ? REDRAW_MS : PLAIN_MS;
  let shownMs = io.isTerminal ? Number.NEGATIVE_INFINITY : 0;
  const clear = async () => {
    if (io.isTerminal) await writeOut(io.stderr, '\r\u001b[K');
  };
  return {
    clear,
    show: async (upload) => {
      if (upload.elapsedMs - shownMs < interval) return;
      shownMs = upload.elapsedMs;
      const line = io.isTerminal
        ? `\r${drawUpload(upload, io.columns)}\u001b[K`
        : `${describeUpload(upload)}\n`;
      await writeOut(io.stderr, line);
    },
    finish: async (upload) => {
      await clear();
      await writeOut(io.stderr, `${describeSent(upload)}\n`);
    },
  };
}

function factsOf(upload: Upload): string {
  const share = shareOf(upload);
  const facts = [countRecords(upload.records), `${rateOf(upload)}/s`];
  if (share === undefined) return facts.join(', ');
  const left = share === 0 ? undefined : (upload.elapsedMs / 1000 / share) * (1 - share);
  facts.unshift(`${Math.floor(share * 100)} %`);
  if (left !== undefined) facts.push(`${formatSpan(left)} left`);
  return facts.join(', ');
}

function shareOf({ sentBytes, totalBytes }: Upload): number | undefined {
  if (totalBytes === undefined) return undefined;
  return totalBytes === 0 ? 1 : Math.min(1, sentBytes / totalBytes);
}

function rateOf({ records, elapsedMs }: Upload): number {
  return elapsedMs === 0 ? 0 : Math.round(records / (elapsedMs / 1000));
}

export function countRecords(records: number): string {
  return `${records} ${records === 1 ? 'record' : 'records'}`;
}

/** `0:05`, `1:02:03`. */
export function formatSpan(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const tail = String(whole % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}

function cut(line: string, columns: number): string {
  return line.length <= columns - 1 ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}
