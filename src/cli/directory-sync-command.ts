import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { RingledgerError } from '../core/errors.ts';
import type { CliIo } from './cli-io.ts';
import { addExamples, runOnServer, type ServerFlags } from './define-command.ts';
import { readAsteriskFiles, readListFile } from './directory-sync-files.ts';
import { describeSync } from './directory-sync-report.ts';
import { readSyncSource, SOURCE_HELP, type SyncSource } from './directory-sync-source.ts';
import type { ServerAddress } from './find-server.ts';
import { codeOf, type Question } from './open-request.ts';
import { runJob } from './run-job.ts';
import { showReading } from './show-reading.ts';
import { writeOut } from './write-out.ts';

interface SyncFlags extends ServerFlags {
  readonly dryRun?: boolean;
  readonly anyway?: boolean;
  readonly as?: string;
  readonly company?: string;
  readonly since?: string;
  readonly names: boolean;
  readonly passwordStdin?: boolean;
  readonly nameAttributes: string;
  readonly numberAttributes: string;
}

const NOTES = `${SOURCE_HELP}

Everything that changes holds from today on: who had what before stays as it was. What a person wrote and the source
does not tell of stays too. A password is piped in with --password-stdin, or is in RINGLEDGER_SOURCE_PASSWORD.
Exits with 1 when something was refused and left as it is.`;

/** `directory sync SOURCE`. */
export function addDirectorySyncCommand(group: Command, io: CliIo): void {
  const command = group
    .command('sync')
    .description('bring the description up to date from the PBX itself')
    .argument('<source>', 'where the PBX keeps it, see below')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--anyway', 'take an answer that is empty, or from which more than half is gone')
    .option('--as <name>', 'name by which entries are marked (default: the kind of the source)')
    .option('--company <id>', 'company of what the source gives none')
    .option('--since <day>', 'first day of things never heard of before, or "always" (default: today)')
    .option('--no-names', 'leave names of people to another source')
    .option('--password-stdin', 'read the password of the database or LDAP server from standard input')
    .option('--name-attributes <list>', 'LDAP: attributes with the name', 'displayName,cn')
    .option('--number-attributes <list>', 'LDAP: attributes with the extension', 'ipPhone,telephoneNumber');
  runOnServer<SyncFlags>(command, io, async (server, [typed = ''], flags) => {
    await runSync(server, typed, flags, io);
  });
  addExamples(
    command,
    [
      'bin/ringledger directory sync asterisk:/etc/asterisk --dry-run',
      'printf \'%s\' "$PASSWORD" | bin/ringledger directory sync freepbx:mysql://reader@pbx/asterisk --password-stdin',
    ],
    NOTES,
  );
}

async function runSync(server: ServerAddress, typed: string, flags: SyncFlags, io: CliIo): Promise<void> {
  const source = readSyncSource(typed);
  const findings = await gather(source, flags, io);
  const bytes = Buffer.from(JSON.stringify({ kind: source.kind, ...findings }));
  const body = {
    shown: typed,
    name: source.kind,
    totalBytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
  const result = await runJob(server, toQuestion(flags), body, 'calls attributed again', io);
  const { lines, refused } = describeSync(typed, result, io.columns);
  for (const line of lines) await writeOut(io.stdout, `${line}\n`);
  if (refused === 0) return;
  const what =
    refused === 1
      ? 'One thing was refused and left as it is'
      : `${refused} things were refused and left as they are`;
  throw new RingledgerError('conflict', `${what}: see above what to do.`);
}

function toQuestion({ as, company, since, names, anyway, dryRun }: SyncFlags): Question {
  return {
    method: 'POST',
    path: 'api/v1/directory/sync',
    parameters: {
      source: as,
      company,
      since,
      names: names ? undefined : 'false',
      anyway: anyway === true ? 'true' : undefined,
      dryRun: dryRun === true ? 'true' : undefined,
    },
    contentType: 'application/json',
  };
}

async function gather(
  source: SyncSource,
  flags: SyncFlags,
  io: CliIo,
): Promise<Readonly<Record<string, unknown>>> {
  if (!('url' in source)) {
    return { files: source.kind === 'asterisk' ? readAsteriskFiles(source.path) : readListFile(source.path) };
  }
  const password = await readPassword(flags, io);
  const { url } = source;
  try {
    return await showReading(url.host, io, async (told) => {
      // Loaded here with their drivers, as any other command is over before those would be there.
      if (source.kind === 'freepbx') {
        const { readFreepbxTables } = await import('../store/pbx/freepbx-tables.ts');
        return { tables: await readFreepbxTables(url, password, told) };
      }
      if (source.kind === 'fusionpbx') {
        const { readFusionpbxTables } = await import('../store/pbx/fusionpbx-tables.ts');
        return { tables: await readFusionpbxTables(url, password, told) };
      }
      const attributes = {
        names: flags.nameAttributes.split(','),
        numbers: flags.numberAttributes.split(','),
      };
      const question = {
        server: `${url.protocol}//${url.host}`,
        user: decodeURIComponent(url.username),
        password,
        base: decodeURIComponent(url.pathname.slice(1)),
        filter: decodeURIComponent(url.search.slice(1)) || '(objectClass=person)',
        attributes: [...attributes.names, ...attributes.numbers],
      };
      const { readLdapPeople } = await import('../store/pbx/ldap-people.ts');
      return { entries: await readLdapPeople(question, told), attributes };
    });
  } catch (error) {
    throw new RingledgerError(
      'store-unavailable',
      `${url.protocol}//${url.host} did not tell what it has (${codeOf(error)}: ${(error as Error).message}). Check address, user, password and what the user may read. Nothing was changed.`,
    );
  }
}

async function readPassword({ passwordStdin }: SyncFlags, io: CliIo): Promise<string> {
  if (passwordStdin === true) return (await text(io.stdin)).replace(/\r?\n$/, '');
  return io.environment['RINGLEDGER_SOURCE_PASSWORD'] ?? '';
}
