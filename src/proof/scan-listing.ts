/** A call of a listing, as far as a proof counts it. `cost` is decimal text; null where it is unknown. */
export interface ListedCall {
  readonly acctid: number;
  readonly side: 'out' | 'in';
  readonly seconds: number;
  readonly cost: string | null;
}

const BEGINNING = '{"acctid":';

/**
 * The calls in the text of a listing, cut anywhere. They are found by their first field: inside of a text its quotes
 * would have backslashes before them. Which side a call is of shows in its third field, `type` or `caller`.
 */
export async function* scanListing(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ListedCall> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let at = bytes.indexOf(BEGINNING);
    for (;;) {
      const next = at < 0 ? -1 : bytes.indexOf(BEGINNING, at + BEGINNING.length);
      if (next < 0) break;
      yield readCall(bytes.toString('latin1', at, next));
      at = next;
    }
    // Of what holds no beginning, the end may be half of one.
    rest = bytes.subarray(at < 0 ? Math.max(0, bytes.length - BEGINNING.length) : at);
  }
  if (rest.indexOf(BEGINNING) >= 0) yield readCall(rest.toString('latin1'));
}

const FIELDS = /^\{"acctid":(-?\d+),"calldate":\d+,"(type|caller)":/;
const SECONDS = /,"billsecs":(\d+)[,}]/;
const COST = /,"cost":(null|-?[\d.]+)[,}]/;

function readCall(text: string): ListedCall {
  const [, acctid, third] = FIELDS.exec(text) ?? [];
  const seconds = SECONDS.exec(text)?.[1];
  const cost = COST.exec(text)?.[1];
  if (acctid === undefined || seconds === undefined)
    throw new Error(`a report lists what is no call: ${text.slice(0, 200)}`);
  return {
    acctid: Number(acctid),
    side: third === 'type' ? 'out' : 'in',
    seconds: Number(seconds),
    cost: cost === undefined || cost === 'null' ? null : cost,
  };
}
