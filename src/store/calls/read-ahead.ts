/**
 * The same items, the next being fetched while one is worked on; the first at once. Whoever asks for them has to come to
 * their end, or leave the loop.
 */
export function readAhead<Item>(items: AsyncIterable<Item>): AsyncIterableIterator<Item, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let ahead = fetchNext(iterator);
  return {
    next: async () => {
      const { done, value } = await ahead;
      if (done === true) return { done, value: undefined };
      ahead = fetchNext(iterator);
      return { done: false, value };
    },
    return: async () => {
      await ahead.catch(() => {});
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What fails is heard when the item is asked for. */
function fetchNext<Item>(iterator: AsyncIterator<Item>): Promise<IteratorResult<Item>> {
  const next = iterator.next();
  next.catch(() => {});
  return next;
}
