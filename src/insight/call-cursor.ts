import { RingledgerError } from '../core/errors.ts';
import { CALL_SORTS, type CallPlace, type CallSortName } from '../store/calls/call-place.ts';

/** A place in a listing of calls, and on which side of it the page is that goes on there. */
export interface CallCursor {
  readonly sort: CallSortName;
  readonly descending: boolean;
  readonly backward: boolean;
  readonly place: CallPlace;
}

/** A cursor as a text that means nothing to others. */
export function writeCallCursor({ sort, descending, backward, place }: CallCursor): string {
  const { value, startAt, side, company, party, callKey, part } = place;
  const facts = [sort, descending, backward, value, startAt, side, company, party, callKey, part];
  return Buffer.from(JSON.stringify(facts)).toString('base64url');
}

/** The cursor that a text means. Refuses one that is none, or that is of another order than is asked for. */
export function readCallCursor(
  text: string,
  asked: { readonly sort: CallSortName; readonly descending: boolean },
): CallCursor {
  const cursor = parseCursor(text);
  if (cursor === undefined)
    throw refuse('cursor is none: give the one that the page before answered, or none.');
  if (cursor.sort === asked.sort && cursor.descending === asked.descending) return cursor;
  throw refuse(
    `cursor is of a listing by ${cursor.sort}, ${cursor.descending ? 'desc' : 'asc'}: begin that of another order without one.`,
  );
}

function parseCursor(text: string): CallCursor | undefined {
  const [sort, descending, backward, value, startAt, side, company, party, callKey, part] = parseList(text);
  const name = (Object.keys(CALL_SORTS) as CallSortName[]).find((one) => one === sort);
  if (side !== 'out' && side !== 'in') return undefined;
  const isPlace =
    typeof company === 'string' &&
    typeof party === 'string' &&
    [startAt, callKey, part].every((number) => Number.isSafeInteger(number) && Number(number) >= 0);
  if (name === undefined || !isPlace || !isValueOf(name, value)) return undefined;
  const numbers = { startAt: Number(startAt), callKey: Number(callKey), part: Number(part) };
  return {
    ...{ sort: name, descending: descending === true, backward: backward === true },
    place: { value, side, company, party, ...numbers },
  };
}

function isValueOf(sort: CallSortName, value: unknown): value is string | number {
  switch (CALL_SORTS[sort].type) {
    case 'UInt32':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32;
    case 'Decimal(18, 6)':
      return typeof value === 'string' && /^-?\d{1,12}(\.\d{1,6})?$/.test(value);
    case 'String':
      return typeof value === 'string';
  }
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  } catch {
    return [];
  }
}

function refuse(message: string): RingledgerError {
  return new RingledgerError('invalid-request', message, [{ where: 'cursor', message }]);
}
