import { refuseFaults } from './errors.ts';
import { findJsonFault } from './find-json-fault.ts';

/**
 * Parses the text of a file. Refuses malformed JSON with line and column, as the platform's own messages often name
 * neither; and a key that stands twice in one object, of which JSON would silently keep the last.
 */
export function readJson(text: string): unknown {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const fault = findJsonFault(whole);
  if (fault === undefined) return JSON.parse(whole);
  const before = whole.slice(0, fault.position).split('\n');
  const where = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  throw refuseFaults('The file is not JSON that can be read; nothing was imported.', [
    { where, message: fault.message },
  ]);
}
