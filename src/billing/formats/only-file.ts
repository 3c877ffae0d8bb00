import { RingledgerError } from '../../core/errors.ts';
import type { ForeignFiles } from './foreign-deck.ts';

/** The text of a format that is one file. */
export function onlyFile(files: ForeignFiles): string {
  const [text, other] = [...files.values()];
  if (text !== undefined && other === undefined) return text;
  throw new RingledgerError(
    'invalid-request',
    `This format is one file, and ${files.size} were given (${[...files.keys()].join(', ')}): import each by itself.`,
  );
}
