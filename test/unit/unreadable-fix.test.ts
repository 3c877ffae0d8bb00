import { expect, it } from 'vitest';
import { FILE_KINDS } from '../../src/core/file-kinds.ts';
import { tellUnreadable } from '../../src/work-queue/tell-unreadable.ts';

const ID = 'unreadable:0123456789abcdef';
const FILES = ['asterisk-cdr', 'asterisk-cel', 'asterisk-queue-log', ...FILE_KINDS.map(({ kind }) => kind)];
/** Kinds of rejects whose texts are of no file: of tables, and of the manager interface. */
const OTHERS = ['asterisk-table', 'fusionpbx', 'sip-accounting', 'asterisk-ami'];

const fixOf = (kind: string, reason = 'bad-time') =>
  tellUnreadable(ID, {
    ...{ hash: '', place: 'pbx', line: 3, count: 1, firstAt: 0, lastAt: 0, acctids: [], starts: [] },
    facts: [kind, reason, 'a sentence'],
  }).fix;

it('is to read a line of columns otherwise, and to put right what has none', () => {
  const told = FILES.map((kind) => [kind, fixOf(kind).command?.replace(ID, 'ID')]);
  expect(Object.fromEntries(told)).toEqual({
    ...Object.fromEntries(FILES.map((kind) => [kind, `import ${kind} pbx`])),
    'asterisk-cdr': 'rejects replay ID --columns NAMES',
    'asterisk-cel': 'rejects replay ID --columns NAMES',
    ...Object.fromEntries(
      ['freeswitch-csv', 'freepbx-csv', 'cucm', '3cx', 'smdr-avaya', 'mapping', 'cdr-csv'].map((kind) => [
        kind,
        'rejects replay ID --format mapping --mapping FILE',
      ]),
    ),
  });
});

it('is no command that refuses the text, where that came from no file', () => {
  for (const kind of OTHERS) {
    for (const reason of ['bad-time', 'empty-start']) {
      expect(fixOf(kind, reason)).toMatchObject({ kind: 'file', command: 'import cdr-csv FILE' });
      expect(fixOf(kind, reason).what).toContain('no other way of reading it helps');
    }
  }
  expect(fixOf('sip-accounting', 'no-end').what).toContain('If its BYE comes');
});
