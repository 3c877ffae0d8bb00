import type { IncomingMessage } from 'node:http';
import type { Command } from 'commander';
import type { ServerFlags } from './define-command.ts';
import type { ServerAddress } from './find-server.ts';
import { ask, type Question } from './open-request.ts';
import { readJsonAnswer } from './read-answer.ts';

/** Flags of commands that look at the work queue. */
export interface DayFlags extends ServerFlags {
  readonly from?: string;
  readonly to?: string;
  readonly lateHours?: string;
}

/** What an id is, in `--help`. */
export const ID = 'its id, as rejects list shows it';

/** Adds the flags that say which days are meant. */
export function withDays(command: Command): Command {
  return command
    .option('--from <date>', 'first day, YYYY-MM-DD (default: 30 days ago)')
    .option('--to <date>', 'first day that is left out')
    .option(
      '--late-hours <hours>',
      'hours after the end of a call from which its record is late (default: 24)',
    );
}

/** Those flags as parameters of a request. */
export function parametersOf({
  from,
  to,
  lateHours,
}: DayFlags): Readonly<Record<string, string | undefined>> {
  return { from, to, lateHours };
}

/** The answer of a GET of our own API. */
export async function getJson(
  server: ServerAddress,
  path: string,
  parameters: Question['parameters'] = {},
): Promise<Readonly<Record<string, unknown>>> {
  return readJsonAnswer(server, await ask(server, { method: 'GET', path: `api/v1/${path}`, parameters }));
}

/** Posts JSON to our own API. */
export function postJson(server: ServerAddress, path: string, body: unknown): Promise<IncomingMessage> {
  const question = { method: 'POST', path: `api/v1/${path}`, contentType: 'application/json' } as const;
  return ask(server, question, JSON.stringify(body));
}
