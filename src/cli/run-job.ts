import type { CliIo } from './cli-io.ts';
import type { ServerAddress } from './find-server.ts';
import type { Question } from './open-request.ts';
import type { Source } from './open-source.ts';
import { readJobAnswer } from './read-answer.ts';
import { sendFile } from './send-file.ts';
import { writeOut } from './write-out.ts';

const REDRAW_MS = 100;
const PLAIN_MS = 2000;

/** Sends a file that starts a job on the server, shows on stderr how far the job is, and gives its result. */
export async function runJob(
  server: ServerAddress,
  question: Question,
  source: Source,
  what: string,
  io: CliIo,
): Promise<Readonly<Record<string, unknown>>> {
  const { answer } = await sendFile(server, question, source, async () => {});
  let shownMs = performance.now() - (io.isTerminal ? PLAIN_MS : 0);
  try {
    return await readJobAnswer(server, answer, (done, total) => {
      const now = performance.now();
      if (now - shownMs < (io.isTerminal ? REDRAW_MS : PLAIN_MS)) return;
      shownMs = now;
      const line = describeJob(source.name, done, total, what);
      io.stderr.write(io.isTerminal ? `\r${line}\u001b[K` : `${line}\n`);
    });
  } finally {
    if (io.isTerminal) await writeOut(io.stderr, '\r\u001b[K');
  }
}

function describeJob(name: string, done: number, total: number, what: string): string {
  const share = total > 0 ? `, ${Math.floor((done / total) * 100)} %` : '';
  return `${name}: ${done} of ${total} ${what}${share}`;
}
