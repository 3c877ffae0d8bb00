/** A question about a range is answered within milliseconds; one that hangs so long hangs on a network that is gone. */
const PATIENCE_MS = 120_000;

/**
 * What `ask` gives. Where it does not come within two minutes, or `signal` aborts, `giveUp` is called, which ends the
 * connection: a network that was cut tells nobody, and a driver whose connection is ended may leave its caller waiting.
 */
export async function withinPatience<T>(
  signal: AbortSignal,
  giveUp: () => void,
  ask: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const silence = new Promise<never>((_, reject) => {
    const end = (message: string) => {
      giveUp();
      reject(new Error(message));
    };
    onAbort = () => end('the source was stopped');
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    timer = setTimeout(() => end(`no answer came within ${PATIENCE_MS / 1000} seconds`), PATIENCE_MS);
  });
  try {
    const asked = ask();
    // Whichever loses the race may fail later; then nobody is left to hear it.
    asked.catch(() => undefined);
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
    silence.catch(() => undefined);
  }
}

/** The same for each part of what comes part by part. */
export async function* eachWithinPatience<T>(
  signal: AbortSignal,
  giveUp: () => void,
  parts: AsyncIterable<T>,
): AsyncGenerator<T> {
  const iterator = parts[Symbol.asyncIterator]();
  for (;;) {
    const next = await withinPatience(signal, giveUp, () => iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}
