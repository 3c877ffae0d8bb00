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

/** Kinds that came from no file: rows of tables and events, whose texts are read in one way only. */
const OF_NO_FILE: ReadonlySet<string> = new Set([
  'asterisk-table',
  'fusionpbx',
  'sip-accounting',
  'asterisk-ami',
]);

const OF_A_SOURCE: Fix = {
  ...OF_THE_END,
  what: "It came from a table or a connection, and no other way of reading it helps. Import the call as a line of CSV, or from the PBX's own file, then dismiss this; or dismiss it if it is no call.",
};

/** Kinds whose texts may be read by other names of their columns, and those that may by a mapping. */
const BY_COLUMNS: ReadonlySet<string> = new Set(['asterisk-cdr', 'asterisk-cel']);
const BY_A_MAPPING: ReadonlySet<string> = new Set([
  'freeswitch-csv',
  'freepbx-csv',
  'cucm',
  '3cx',
  'smdr-avaya',
  'mapping',
  'cdr-csv',
]);

/** Tells of a reject: its own sentence, and what would put it right. */
export function tellUnreadable(id: string, { place, line, facts }: WorkGroup): Told {
  const [kind = '', reason = '', message = ''] = facts;
  const fix = fixOf(id, { kind, reason, place, line });
  return { place: `${place}:${line}`, reason: `${reason}: ${message}`, fix };
}

interface Reject {
  readonly kind: string;
  readonly reason: string;
  readonly place: string;
  readonly line: number;
}

function fixOf(id: string, { kind, reason, place, line }: Reject): Fix {
  if (reason === 'no-end') return OF_THE_END;
  if (reason === 'no-begin') return OF_THE_BEGIN;
  if (OF_NO_FILE.has(kind)) return OF_A_SOURCE;
  if (OF_THE_FILE.has(reason) || !(BY_COLUMNS.has(kind) || BY_A_MAPPING.has(kind))) {
    return {
      kind: 'file',
      what: `Put line ${line} of ${place} right and import it again, then dismiss this; or dismiss it if it is no call.`,
      command: `import ${kind} ${place}`,
      request: { method: 'POST', path: `imports/${kind}?source=${encodeURIComponent(place)}` },
    };
  }
  const wish = BY_COLUMNS.has(kind) ? { columns: 'NAMES' } : { format: 'mapping', mapping: 'TEXT' };
  const flags = BY_COLUMNS.has(kind) ? '--columns NAMES' : '--format mapping --mapping FILE';
  return {
    kind: 'mapping',
    what: `If the line is sound, ${OF_A_MAPPING}; all of ${place} at once with --source. Else put it right in its file and import that again.`,
    command: `rejects replay ${id} ${flags}`,
    request: { method: 'POST', path: 'work-queue/replay', body: { ids: [id], ...wish } },
  };
}
