import { join } from 'node:path';
import { type Ended, type RunningServer, runProgram, SAMPLES } from '../support/server-process.ts';

/** Runs a command of the command line against a server; throws with what it said when it fails. */
export async function command(server: { readonly data: string }, ...words: string[]): Promise<Ended> {
  const ended = await runProgram([...words, '--data', server.data]);
  if (ended.code !== 0) throw new Error(`ringledger ${words.join(' ')}: ${ended.stdout}${ended.stderr}`);
  return ended;
}

/** The bundled PBX is described, and priced by its deck. */
export async function describePbx(server: RunningServer): Promise<void> {
  await command(server, 'directory', 'import', join(SAMPLES, 'directory.json'));
  await importDeck(server, join(SAMPLES, 'uk-deck.csv'));
}

export async function importDeck(server: RunningServer, file: string): Promise<void> {
  const rest = ['--deck', 'uk', '--from', '2026-01-01', '--currency', 'GBP'];
  await command(server, 'rates', 'import', file, ...rest);
}

/** What the last line of an import counts. */
export function readCounts({ stdout }: Ended): {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
} {
  const match = /accepted (\d+), duplicate (\d+), rejected (\d+)\n$/.exec(stdout);
  if (match === null) throw new Error(`an import said no counts: ${stdout}`);
  const [, accepted, duplicate, rejected] = match.map(Number);
  return { accepted: accepted ?? 0, duplicate: duplicate ?? 0, rejected: rejected ?? 0 };
}

const REPORTS = [
  ['outsummary', { detail: true }],
  ['outcalls', { company: 'default' }],
  ['outcalls', { company: 'test' }],
  ['incalls', { company: 'default' }],
  ['incalls', { company: 'test' }],
  ['allcalls', {}],
] as const;

/** What a report of a month of the generated calls answered. */
export interface Answer {
  readonly name: (typeof REPORTS)[number][0];
  readonly month: number;
  readonly text: string;
}

/** The four reports of the months of the generated calls, as answered. */
export async function readAnswers(server: RunningServer): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const month of [11, 12]) {
    for (const [name, scope] of REPORTS) {
      answers.push({ name, month, text: await server.report(name, { year: 2026, month, ...scope }) });
    }
  }
  return answers;
}

/** The four reports as one text without accounting ids: those are dealt anew. */
export async function readReports(server: RunningServer): Promise<string> {
  return toReports(await readAnswers(server));
}

export function toReports(answers: readonly Answer[]): string {
  const texts = answers.map(
    ({ name, month, text }) => `${name} ${month}\n${text.replace(/"acctid":\d+/g, '"acctid":0')}`,
  );
  return texts.join('\n');
}

/** What could not be read, without the instant at which it was refused. */
export async function readRejects(server: RunningServer): Promise<string> {
  const { text } = await server.ask('/api/v1/rejects');
  return text.replace(/"rejectedAt":"[^"]*"/g, '"rejectedAt":""');
}
