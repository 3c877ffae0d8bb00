import type { WorkGroup } from '../store/calls/work-groups.ts';
import type { Fix } from './work-item.ts';

/** What could not be read, and what is to be done about it. */
export interface Told {
  readonly place: string;
  readonly reason: string;
  readonly fix: Fix;
}

/** Where the text itself is at fault, and no other way of reading it helps. */
const OF_THE_FILE: ReadonlySet<string> = new Set([
  'cut-off',
  'empty-start',
  'not-text',
  'too-long',
  'unclosed-quote',
  'lone-b-leg',
]);

/** Where a field would be read if it were said what it means. */
const OF_A_MAPPING =
  'say how its columns are to be read, by a mapping or by the names of the columns, and read it again';

/** Half a call. No reading helps: only who knows the other half. */
const OF_THE_END: Fix = {
  kind: 'file',
  what: 'If its end is known, import the call as a line of CSV that tells its seconds, then dismiss this; or dismiss it if it is not to be billed. If its BYE comes this goes by itself.',
  command: 'import cdr-csv FILE',
  request: { method: 'POST', path: 'imports/cdr-csv' },
};

const OF_THE_BEGIN: Fix = {
  ...OF_THE_END,
  what: 'If it is known who called and when, import the call as a line of CSV, then dismiss this; or dismiss it if it is not to be billed. If its INVITE comes this goes by itself.',
};

/** Tells of a reject: its own sentence, and how to read it again. */
export function tellUnreadable(id: string, { place, line, facts }: WorkGroup): Told {
  const [kind = '', reason = '', message = ''] = facts;
  const at = { place: `${place}:${line}`, reason: `${reason}: ${message}` };
  if (OF_THE_FILE.has(reason)) {
    return {
      ...at,
      fix: {
        kind: 'file',
        what: `Put line ${line} of ${place} right and import it again, then dismiss this; or dismiss it if it is no call.`,
        command: `import ${kind} ${place}`,
        request: { method: 'POST', path: `imports/${kind}?source=${encodeURIComponent(place)}` },
      },
    };
  }
  if (reason === 'no-end') return { ...at, fix: OF_THE_END };
  if (reason === 'no-begin') return { ...at, fix: OF_THE_BEGIN };
  const wish = kind.startsWith('asterisk-') ? { columns: 'NAMES' } : { format: 'mapping', mapping: 'TEXT' };
  const flags = kind.startsWith('asterisk-') ? '--columns NAMES' : '--format mapping --mapping FILE';
  return {
    ...at,
    fix: {
      kind: 'mapping',
      what: `If the line is sound, ${OF_A_MAPPING}; all of ${place} at once with --source. Else put it right in its file and import that again.`,
      command: `rejects replay ${id} ${flags}`,
      request: { method: 'POST', path: 'work-queue/replay', body: { ids: [id], ...wish } },
    },
  };
}
