import { COMPANY_MARK, COMPANY_MARK_END } from '../store/calls/report-queries.ts';

/** A listing cut at its company marks: which company comes next, and the bytes of its segment. */
export interface CompanySegments {
  /** Company of the next segment; undefined at the end. To be asked again only after its segment was read whole. */
  next(): Promise<string | undefined>;
  /** Bytes of the segment that `next` announced. */
  read(): AsyncGenerator<Uint8Array>;
  /** Lets go of the listing, read whole or not. */
  end(): Promise<void>;
}

/** Finds the marks in the bytes themselves: no text is made of a call. JSON never holds a raw control character. */
export function cutByCompany(listing: AsyncIterable<Uint8Array>): CompanySegments {
  const source = listing[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  /** Adds a chunk to what is left; false at the end. */
  async function pull(): Promise<boolean> {
    const { done, value } = await source.next();
    if (done) return false;
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    return true;
  }

  async function next(): Promise<string | undefined> {
    for (;;) {
      const mark = rest.indexOf(COMPANY_MARK);
      const end = mark < 0 ? -1 : rest.indexOf(COMPANY_MARK_END, mark);
      if (end >= 0) {
        const company = rest.toString('utf8', mark + 1, end);
        rest = rest.subarray(end + 1);
        return company;
      }
      if (!(await pull())) return undefined;
    }
  }

  async function* read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const mark = rest.indexOf(COMPANY_MARK);
      const segment = mark < 0 ? rest : rest.subarray(0, mark);
      rest = mark < 0 ? Buffer.alloc(0) : rest.subarray(mark);
      if (segment.length > 0) yield segment;
      if (mark >= 0 || !(await pull())) return;
    }
  }

  return {
    next,
    read,
    end: async () => {
      await source.return?.();
    },
  };
}
