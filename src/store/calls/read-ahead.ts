/** The same items, the next being fetched while one is worked on. */
export async function* readAhead<Item>(items: AsyncIterable<Item>): AsyncIterable<Item> {
  const iterator = items[Symbol.asyncIterator]();
  let next = fetchNext(iterator);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = fetchNext(iterator);
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await iterator.return?.();
  }
}

/** What fails is heard when the item is asked for. */
function fetchNext<Item>(iterator: AsyncIterator<Item>): Promise<IteratorResult<Item>> {
  const next = iterator.next();
  next.catch(() => {});
  return next;
}
