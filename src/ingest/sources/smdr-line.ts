import { identifyText } from '../identify.ts';
import type { ReadCdr } from '../record-format.ts';
import type { Rejection } from '../reject-reason.ts';

/** What a line itself does not say. */
export interface SmdrForm {
  /** Tells several PBXs apart in the ids of their records; empty where there is one. */
  readonly pbx: string;
  readonly zone: string;
  /** Avaya: nothing. Mitel: the month `YYYY-MM` near which lines are, as they have no year. Panasonic: `dmy` or `mdy`. */
  readonly hint: string;
}

/** The meaning of one line. */
export type ReadSmdr = (line: string, form: SmdrForm) => ReadCdr | Rejection;

/**
 * A name for the one channel of a line, in Asterisk's form: the second it began, a dot, and what tells it from others of
 * that second: the PBX's own call id, or, where lines have none, a number made of all the line says.
 */
export function makeUniqueid(
  { pbx }: SmdrForm,
  startAt: number,
  call: { readonly id: string } | { readonly line: string },
): string {
  const id = 'id' in call ? call.id : String(identifyText(call.line.trimEnd()));
  return `${pbx === '' ? '' : `${pbx}-`}${startAt}.${id}`;
}
