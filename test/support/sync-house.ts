import { runCli } from '../unit/cli-stage.ts';
import { LOCAL_KEY, startApp } from './app.ts';

/** What a reader of the PBX's own stores signs in with. */
export const READER_PASSWORD = 'read only';

/** What a sync printed, with what differs from run to run replaced: days, ports, widths of columns. */
export function plainly(stdout: string): string {
  return stdout
    .replaceAll(/ +/g, ' ')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'DAY')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
}

/** A server whose directory is brought up to date by the command line, over a socket. */
export async function startSyncHouse(entries: Readonly<Record<string, readonly object[]>> = {}) {
  const app = await startApp();
  const url = await app.app.server.listen({ host: '127.0.0.1', port: 0 });
  const file = { zone: 'Europe/London', dialling: { country: 'GB' }, ...entries };
  const { status, json } = await app.api('directory', JSON.stringify(file), 'application/json');
  if (status !== 200) throw new Error(JSON.stringify(json));
  return {
    /** `directory sync SOURCE`, with the reader's password piped in. */
    sync: (source: string, flags: readonly string[] = [], password = READER_PASSWORD) =>
      runCli(['directory', 'sync', source, '--password-stdin', ...flags], {
        environment: { RINGLEDGER_URL: url, RINGLEDGER_KEY: LOCAL_KEY },
        stdin: `${password}\n`,
        columns: 200,
      }),
    end: () => app.end(),
  };
}
