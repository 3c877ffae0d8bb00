import type { Command } from 'commander';
import type { ServeFlags } from '../config.ts';
import type { ServeAction } from './cli-io.ts';
import { addExamples } from './define-command.ts';

const VARIABLES = `Variables, each overruled by its flag where there is one:
  RINGLEDGER_DATA, RINGLEDGER_PORT, RINGLEDGER_HOST
  RINGLEDGER_ADMIN_PASSWORD      password of "admin" at the first start (default: made up and shown once)
  RINGLEDGER_CLICKHOUSE_URL      keeps calls on a ClickHouse server instead of in the data folder
  RINGLEDGER_POSTGRES_URL        keeps everything else on a Postgres server instead
  RINGLEDGER_SECRET_KEY          key that secrets are kept with: 64 hex digits, or base64 of 32 bytes
  RINGLEDGER_SECRET_KEY_FILE     or a file that holds it (default: one made in the data folder, with a catalog there)
  RINGLEDGER_REPORT_CONCURRENCY  reports answered at once (default: 32)
  RINGLEDGER_SOURCE_SILENCE      seconds after which another server on the same Postgres reads a silent one's sources (default: 30)
  RINGLEDGER_DAY_WINDOW          back or forward: where a report of several days lies around its day (default: back)
  RINGLEDGER_LOG_LEVEL           fatal, error, warn, info, debug, trace or silent (default: info)`;

/** `serve`, the only command that is the server itself. */
export function addServeCommand(program: Command, serve: ServeAction): void {
  const command = program
    .command('serve')
    .description('run the server until it is stopped (SIGTERM or Ctrl-C)')
    .helpGroup('Running:')
    .option(
      '--data <dir>',
      'folder that the server keeps everything in (default: $RINGLEDGER_DATA, else ./data)',
    )
    .option('--port <port>', 'port to listen at, 0 for any free one (default: $RINGLEDGER_PORT, else 8080)')
    .option('--host <address>', 'address to listen at, 0.0.0.0 for all (default: 127.0.0.1)')
    .action(() => serve(command.opts<ServeFlags>()));
  addExamples(command, ['bin/ringledger serve --data /var/lib/ringledger --port 8080'], VARIABLES);
}
