import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { findServer, type ServerAddress } from './find-server.ts';
import { isReaderGone } from './write-out.ts';

/** Flags of every command that speaks to a running server. */
export interface ServerFlags {
  readonly data?: string | undefined;
}

/**
 * Ends the definition of a command that speaks to the running server: adds `--data` and finds the server before the
 * action runs. `run` gets the address, the command's arguments and its flags.
 */
export function runOnServer<Flags extends ServerFlags>(
  command: Command,
  io: CliIo,
  run: (server: ServerAddress, args: readonly string[], flags: Flags) => Promise<void>,
): Command {
  return command
    .option('--data <dir>', "the server's data folder (default: $RINGLEDGER_DATA, else ./data)")
    .action(async () => {
      try {
        const flags = command.opts<Flags>();
        await run(findServer(flags, io.environment), command.args, flags);
      } catch (error) {
        if (!isReaderGone(error)) throw error;
      }
    });
}

/** Lines of help below the flags; every command shows at least one example to copy. */
export function addExamples(command: Command, examples: readonly string[], notes = ''): Command {
  const heading = examples.length === 1 ? 'Example' : 'Examples';
  const text = [notes, `${heading}:\n${examples.map((example) => `  ${example}`).join('\n')}`];
  return command.addHelpText('after', `\n${text.filter((part) => part !== '').join('\n\n')}`);
}
