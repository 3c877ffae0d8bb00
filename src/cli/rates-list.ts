import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { ask } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';
import { renderTable } from './text-table.ts';
import { writeOut } from './write-out.ts';

interface ListFlags extends ServerFlags {
  readonly revision?: string;
  readonly revisions?: boolean;
  readonly json?: boolean;
}

type Row = Readonly<Record<string, unknown>>;

const VERSIONS = [
  { title: 'deck', gives: true },
  { title: 'from' },
  { title: 'to', spare: true },
  { title: 'currency' },
  { title: 'direction' },
  { title: 'crossing' },
  { title: 'bands', spare: true, gives: true },
  { title: 'rates', right: true },
];
const REVISIONS = [
  { title: 'revision', right: true },
  { title: 'made at' },
  { title: 'change', gives: true },
];

/** `rates list`. */
export function addRatesList(group: Command, io: CliIo): void {
  const command = group
    .command('list')
    .description('list the versions of all decks')
    .option('--revision <number>', 'as they were at that revision')
    .option('--revisions', 'list the latest imports, each of which made a revision')
    .option('--json', "the server's answer as it is");
  runOnServer<ListFlags>(command, io, async (server, _args, { revision, revisions, json }) => {
    const question = { method: 'GET', path: 'api/v1/rates', parameters: { revision } } as const;
    const answer = await readJsonAnswer(server, await ask(server, question));
    if (json === true) return writeOut(io.stdout, `${JSON.stringify(answer)}\n`);
    const lines = revisions === true ? listRevisions(answer, io.columns) : listVersions(answer, io.columns);
    await writeOut(io.stdout, lines.map((line) => `${line}\n`).join(''));
  });
  addExamples(command, ['bin/ringledger rates list', 'bin/ringledger rates list --revisions']);
}

function listVersions(answer: Row, width: number): readonly string[] {
  const versions = rowsOf(answer, 'versions');
  if (versions.length === 0) return ['There are no decks: rates import reads one.'];
  const cells = ['deck', 'from', 'to', 'currency', 'direction', 'crossing', 'bands', 'rates'];
  const rows = versions.map((version) => cells.map((cell) => show(version[cell])));
  return [...renderTable(VERSIONS, rows, width), '', `Revision ${show(answer['revision'])}.`];
}

function listRevisions(answer: Row, width: number): readonly string[] {
  const rows = rowsOf(answer, 'revisions').map((one) =>
    ['revision', 'madeAt', 'change'].map((cell) => show(one[cell])),
  );
  return rows.length === 0 ? ['Nothing was imported yet.'] : renderTable(REVISIONS, rows, width);
}

function rowsOf(answer: Row, name: string): readonly Row[] {
  const rows = answer[name];
  return Array.isArray(rows) ? (rows as readonly Row[]) : [];
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  return value === null || value === undefined ? '' : String(value);
}
