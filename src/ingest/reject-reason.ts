/**
 * Why a record could not be read: a closed list, each reason with the sentence a person sees. A sentence quotes the
 * bad part and names the fix.
 */
export const REJECT_SENTENCES = {
  'wrong-column-count': (found: number, wanted: string, fix: string) =>
    `The record has ${found} ${found === 1 ? 'column' : 'columns'} where ${wanted} were expected: ${fix}.`,
  'empty-start': () =>
    'The record has no start time, so no day can list it: correct the column "start" and import the record again.',
  'bad-time': (column: string, text: string) =>
    `${column} ${quoteText(text)} is not a time: write YYYY-MM-DD HH:MM:SS or epoch seconds, from 1970 to 2105.`,
  'bad-number': (column: string, text: string, most: number) =>
    `${column} ${quoteText(text)} is not a whole number from 0 to ${most}: write digits only, such as 42.`,
  'bad-disposition': (text: string) =>
    `disposition ${quoteText(text)} is not known: write ANSWERED, NO ANSWER, BUSY, FAILED or CONGESTION.`,
  'missing-channel': () =>
    'The record names no channel, so nobody can be said to have called: correct the column "channel" and import the record again.',
  'unclosed-quote': (text: string) =>
    `A quote is opened and not closed at ${quoteText(text)}: close it, and double every quote inside a field.`,
  'too-long': (most: number) =>
    `The line is longer than ${most} characters, which no record is: check that the file is CSV with a line end after every record.`,
  'not-text': () =>
    'The line holds NUL bytes, shown as ␀: remove them, or save the file as UTF-8 if it is UTF-16, and import it again.',
  'missing-field': (field: string, why: string) =>
    `The record has no ${field}, ${why}: correct it and import the record again.`,
  'bad-fields': (faults: string) => faults,
  'not-json': (text: string) =>
    `${quoteText(text)} is not a JSON object: write one for each record, all of its braces and quotes closed.`,
  'not-xml': (text: string) =>
    `${quoteText(text)} is not XML as FreeSWITCH writes it: a record is one <cdr> element, all of its tags closed.`,
  'lone-b-leg': () =>
    'The record is of a b-leg and does not tell of which call: log legs "a" only, or add the variable originator to the template and name it with --template.',
  'not-a-call': (what: string) => what,
  'cut-off': () =>
    'The connection ended in the middle of this line: the PBX sends it again by the next one, or it is lost; look for the call in the PBX.',
  'no-end': (startedAt: string) =>
    `The call was answered at ${startedAt} UTC and no BYE has come for it, so nobody can say how long it lasted: look whether it still goes on, and whether the proxy sees the end of calls (Record-Route, dialog timeouts). When its BYE is written the call lands by itself.`,
  'no-begin': (endedAt: string) =>
    `A call ended at ${endedAt} UTC, and no INVITE that was answered has come for it, so nobody can say who called whom, nor for how long: look whether the proxy accounts for every INVITE, and whether rows were deleted. When its INVITE is written the call lands by itself.`,
  'missing-callid': () =>
    'The queue event names no call id: write epoch|call id|queue|agent|event, with NONE where there is no call.',
  'missing-event': () => 'The queue event has no name: write epoch|call id|queue|agent|event|arguments.',
} as const;

export type RejectReason = keyof typeof REJECT_SENTENCES;

export interface Rejection {
  readonly reason: RejectReason;
  readonly message: string;
}

/** A record that could not be read, with its text; `line` is where it begins, counted from 1. */
export interface RejectedRecord extends Rejection {
  readonly line: number;
  readonly raw: string;
}

/** A reason with its sentence, made from what that reason's sentence has to quote. */
export function rejectFor<R extends RejectReason>(
  reason: R,
  ...quoted: Parameters<(typeof REJECT_SENTENCES)[R]>
): Rejection {
  const sentence = REJECT_SENTENCES[reason] as (...parts: readonly (string | number)[]) => string;
  return { reason, message: sentence(...quoted) };
}

/** A text in quotes, cut to what a sentence can carry. */
function quoteText(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
