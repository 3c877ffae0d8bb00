import type { Readable, Writable } from 'node:stream';
import type { Environment, ServeFlags } from '../config.ts';

/** What the command line touches of the world; the process gives its own, tests give theirs. */
export interface CliIo {
  readonly environment: Environment;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether stderr is a terminal, where a line can be drawn again in place. */
  readonly isTerminal: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Has Ctrl-C act so instead of ending the process, until what it gives back is called. */
  readonly onInterrupt?: ((act: () => void) => () => void) | undefined;
}

/** Runs the server until it is told to stop. */
export type ServeAction = (flags: ServeFlags) => Promise<void>;
