/** What is logged, by name. */
type LogEntry = Record<string, unknown>;

/** Ports and error codes are shorter; numbers of phones are not. */
const LONG_NUMBER = /\d{6,}/g;
const LONGEST_MESSAGE = 300;

/**
 * An entry as it may stand in the log. Stores put the row they could not take, or all parameters of a statement, into
 * the message of their error: callers, numbers, hashes. Those stand behind its first line, which is all that is kept,
 * and of that no long number.
 */
export function toLogEntry(entry: LogEntry): LogEntry {
  const { err, ...rest } = entry;
  // Not under `err` again: the logger has a form of its own for what stands there.
  return err instanceof Error ? { ...rest, error: describeError(err) } : entry;
}

function describeError(error: Error): LogEntry {
  const [first = ''] = error.message.split('\n', 1);
  const { code } = error as { readonly code?: unknown };
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    message: first.slice(0, LONGEST_MESSAGE).replace(LONG_NUMBER, '…'),
    stack: (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line)),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}
