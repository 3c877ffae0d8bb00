import { refuseFaults } from '../../core/errors.ts';
import { suggestWord } from '../../core/suggest-word.ts';
import type { RecordFile } from '../record-format.ts';
import { DelimitedFile } from './delimited-file.ts';
import { DocumentFile } from './document-file.ts';
import { JSON_OBJECTS } from './json-objects.ts';
import { CDR_SCHEMA, cdrCsvFormat, cdrJsonFormat } from './posted-record.ts';

/** Our own records in JSON: one object, a list of them, or one a line. */
export function openCdrJson(): RecordFile {
  return new DocumentFile(cdrJsonFormat(), JSON_OBJECTS);
}

/**
 * Our own records in CSV, whose first line names the columns. Refuses, with all faults at once, names that there are not.
 * A file that is `growing` may be cut off in its last line.
 */
export function openCdrCsv(growing = false): RecordFile {
  return new DelimitedFile(
    (fields) => {
      const names = fields.map((name) => name.trim());
      refuseUnlessKnown(names);
      return { format: cdrCsvFormat(names.join(',')), isHeading: (line) => line.join() === fields.join() };
    },
    cdrCsvFormat(''),
    { separator: ',', growing },
  );
}

function refuseUnlessKnown(names: readonly string[]): void {
  const known = Object.keys(CDR_SCHEMA.properties ?? {});
  const strange = names.filter((name) => name !== '' && !known.includes(name));
  const faults = strange.map((name) => {
    const meant = suggestWord(name, known);
    const fix = meant === undefined ? `write one of ${known.join(', ')}` : `did you mean "${meant}"?`;
    return { where: 'line 1', message: `"${name}" is no field of a record: ${fix}` };
  });
  for (const name of CDR_SCHEMA.required ?? []) {
    if (!names.includes(name))
      faults.push({ where: 'line 1', message: `"${name}" is missing: add the column.` });
  }
  const twice = names.filter((name, at) => name !== '' && names.indexOf(name) !== at);
  for (const name of twice)
    faults.push({ where: 'line 1', message: `"${name}" stands twice: name it once.` });
  if (faults.length > 0) throw refuseFaults('The columns cannot be read; nothing was taken.', faults);
}
