/** The beginning of a stream, and all of it, that beginning included, to be read once. */
export interface StreamHead {
  readonly head: Uint8Array;
  /** The stream holds nothing else. */
  readonly isWhole: boolean;
  readonly stream: AsyncIterable<Uint8Array>;
  /** Reads what is left and lets go of it, so that whoever sends it comes to hear the answer. */
  discard(): void;
}

/** Waits for the first `bytes` bytes of a stream, or for its end. Holds no more than that and one chunk. */
export async function readHead(stream: AsyncIterable<Uint8Array>, bytes: number): Promise<StreamHead> {
  const source = stream[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  while (length < bytes && !isWhole) {
    const next = await source.next();
    if (next.done === true) isWhole = true;
    else {
      held.push(next.value);
      length += next.value.length;
    }
  }
  return {
    head: Buffer.concat(held, Math.min(length, bytes)),
    isWhole: isWhole && length <= bytes,
    stream: resume(held, source),
    discard: () => void drain(source).catch(() => undefined),
  };
}

async function* resume(held: Uint8Array[], source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ended = false;
  try {
    for (let chunk = held.shift(); chunk !== undefined; chunk = held.shift()) yield chunk;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
    ended = true;
  } finally {
    if (!ended) await source.return?.();
  }
}

async function drain(source: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await source.next()).done !== true);
}
