import type { CliIo } from './cli-io.ts';
import { drawBar, formatSpan } from './upload-progress.ts';
import { writeOut } from './write-out.ts';

/** How far a run is: calls priced, of those in its scope. */
interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

const REDRAW_MS = 100;
const PLAIN_MS = 2000;

/** Shows a run on stderr: on a terminal drawn again in place, else a line now and then. */
export interface RunPainter {
  show(done: number, total: number): void;
  /** Takes the line drawn in place away. */
  clear(): Promise<void>;
}

export function createRunPainter(io: CliIo): RunPainter {
  const startedMs = performance.now();
  let shownMs = io.isTerminal ? Number.NEGATIVE_INFINITY : 0;
  return {
    show: (done, total) => {
      const elapsedMs = performance.now() - startedMs;
      if (elapsedMs - shownMs < (io.isTerminal ? REDRAW_MS : PLAIN_MS)) return;
      shownMs = elapsedMs;
      const facts = describeProgress({ done, total, elapsedMs });
      const share = total === 0 ? 1 : done / total;
      io.stderr.write(
        io.isTerminal ? `\r${drawBar('pricing', share, facts, io.columns)}\u001b[K` : `pricing: ${facts}\n`,
      );
    },
    clear: async () => {
      if (io.isTerminal) await writeOut(io.stderr, '\r\u001b[K');
    },
  };
}

/** `45 %, 1200 of 2650 calls, 300/s, 0:05 left` */
export function describeProgress({ done, total, elapsedMs }: RunProgress): string {
  const seconds = elapsedMs / 1000;
  const rate = seconds === 0 ? 0 : done / seconds;
  const facts = [`${done} of ${total} calls`, `${Math.round(rate)}/s`];
  if (total > 0) facts.unshift(`${Math.floor((done / total) * 100)} %`);
  if (rate > 0) facts.push(`${formatSpan((total - done) / rate)} left`);
  return facts.join(', ');
}
