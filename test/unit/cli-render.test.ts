import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCost, toMicros } from '../../src/cli/format-cells.ts';
import { renderAnswer, renderAnswerCsv } from '../../src/cli/render-answer.ts';
import { cutText, showText, widthOf } from '../../src/cli/show-text.ts';
import { renderTable } from '../../src/cli/text-table.ts';
import { describeUpload, drawUpload, formatSpan } from '../../src/cli/upload-progress.ts';
import { readCsv } from '../../src/core/csv.ts';
import { renderCsvLine } from '../../src/core/csv-line.ts';
import { formatInstant } from '../../src/core/format-instant.ts';
import { formatMoney } from '../../src/core/money.ts';

const OUT_CALL = {
  acctid: 26123,
  calldate: 1795523029,
  type: 'National',
  called_info: 'United Kingdom',
  called: '01614960049',
  dialled: '901614960049',
  billsecs: 61,
  ringtime: 4,
  cost: 0.0122,
  trunk: 'trunk-a',
  cid: '+442079460000',
};
const IN_CALL = {
  acctid: 27739,
  calldate: 1795523030,
  caller: '=HYPERLINK("x")',
  type: 'External',
  ringtime: 14,
  billsecs: 0,
  detail: 'Not answered',
  qtime: '75',
  qstatus: 'Abandoned',
};
const OUTCALLS = {
  '0500000004000': { name: 'Ann Reader', device: '0500000004000', calls: [OUT_CALL] },
  '0500000004001': {
    name: 'Bob Marsh',
    device: 'bob',
    calls: [{ ...OUT_CALL, cost: null, acctid: 7 }, OUT_CALL],
  },
};
const ALLCALLS = {
  default: {
    name: 'Default Company',
    out: { '0500000004000': { name: 'Ann Reader', device: 'ann', calls: [{ ...OUT_CALL, cost: 0 }] } },
    in: { '200': { name: 'Ann Reader', calls: [{ ...IN_CALL, ddi: '02079460000' }] } },
  },
  test: { name: 'Test Company', out: {}, in: { '300': { name: 'Gwen', calls: [{ ...IN_CALL, ddi: '' }] } } },
};
const HANDSET = { name: 'Ann Reader', device: 'ann', cost: 0.1, seconds: 3600, unknown: 2 };
const SUMMARY = {
  default: { name: 'Default Company', cost: 0.1, seconds: 3600, unknown: 2, '0500000004000': HANDSET },
  test: { name: 'Test Company', cost: 0.2, seconds: 59, unknown: 0 },
};

const PERIOD = { month: 11, year: 2026 };
const LOOK = { zone: 'Europe/London', width: Number.POSITIVE_INFINITY };
const lines = (text: readonly string[]) => text.join('').split('\n');

describe('tables', () => {
  it('outcalls: a line for each device, its calls below, and a note about what has no price', () => {
    expect(
      lines(renderAnswer('outcalls', OUTCALLS, { ...PERIOD, company: ['default', 'test'] }, LOOK)),
    ).toEqual([
      'outcalls, November 2026, companies default, test (times in Europe/London)',
      '',
      '0500000004000  Ann Reader, 1 call out',
      '  time                 type      called       whom or where   dialled       ring  talk    cost  trunk    sent id        acctid',
      '  2026-11-24 12:23:49  National  01614960049  United Kingdom  901614960049  0:04  1:01  0.0122  trunk-a  +442079460000   26123',
      '',
      '0500000004001  Bob Marsh (bob), 2 calls out',
      '  time                 type      called       whom or where   dialled       ring  talk    cost  trunk    sent id        acctid',
      '  2026-11-24 12:23:49  National  01614960049  United Kingdom  901614960049  0:04  1:01       ?  trunk-a  +442079460000       7',
      '  2026-11-24 12:23:49  National  01614960049  United Kingdom  901614960049  0:04  1:01  0.0122  trunk-a  +442079460000   26123',
      '',
      '1 call has no known cost, as no rate covers what was dialled (? in outcalls). Import a deck that does with',
      'bin/ringledger rates import, then ask again with --recalc.',
      '',
    ]);
  });

  it('incalls: waits as spans', () => {
    const text = lines(
      renderAnswer('incalls', { '260': { name: 'support', calls: [IN_CALL] } }, { ...PERIOD, day: 24 }, LOOK),
    );
    expect(text).toEqual([
      'incalls, 2026-11-24 (times in Europe/London)',
      '',
      '260  support, 1 call in',
      '  time                 caller           type      ring  talk  outcome       waited  queue      acctid',
      '  2026-11-24 12:23:50  =HYPERLINK("x")  External  0:14  0:00  Not answered    1:15  Abandoned   27739',
      '',
    ]);
  });

  it('allcalls: by company, both ways, no costs', () => {
    const text = renderAnswer('allcalls', ALLCALLS, { ...PERIOD, day: 24, days: 7 }, LOOK).join('');
    expect(text).toContain('allcalls, 7 days at 2026-11-24 (times in Europe/London)');
    const marks = [
      '== default: Default Company',
      '1 call out',
      '200  Ann Reader, 1 call in',
      '== test: Test Company',
      '300  Gwen',
    ];
    const places = marks.map((mark) => text.indexOf(mark));
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(places).not.toContain(-1);
    expect(text).not.toContain('cost');
    expect(text).toContain('02079460000');
  });

  it('outsummary: a line for each company and their total', () => {
    const { default: whole, test } = SUMMARY;
    const { '0500000004000': _handset, ...bare } = whole;
    expect(lines(renderAnswer('outsummary', { default: bare, test }, PERIOD, LOOK)).slice(0, 6)).toEqual([
      'outsummary, November 2026',
      '',
      'company  name                talk  cost  unknown cost',
      'default  Default Company  1:00:00  0.10             2',
      'test     Test Company        0:59  0.20             0',
      'total                     1:00:59  0.30             2',
    ]);
  });

  it('outsummary with details: the handsets below their company', () => {
    expect(lines(renderAnswer('outsummary', SUMMARY, { ...PERIOD, detail: true }, LOOK)).slice(2, 7)).toEqual(
      [
        'company or handset  name             device     talk  cost  unknown cost',
        'default             Default Company          1:00:00  0.10             2',
        '  0500000004000     Ann Reader       ann     1:00:00  0.10             2',
        'test                Test Company                0:59  0.20             0',
        'total                                        1:00:59  0.30             2',
      ],
    );
  });

  it('counts unknown costs, those of the unknown device among them', () => {
    const answer = `{"default":{"name":"D","cost":0,"seconds":1,"unknown":3,
      "0500000004000":${JSON.stringify({ ...HANDSET, unknown: 1 })},"unknown-device":${JSON.stringify({ ...HANDSET, unknown: 2 })}}}`;
    const text = renderAnswer('outsummary', JSON.parse(answer), { ...PERIOD, detail: true }, LOOK).join('');
    expect(text).toMatch(/default +D +0:01 +0\.00 +3\n/);
    expect(text).toMatch(/ {2}unknown-device +Ann Reader .* 2\n/);
    expect(text).toContain('3 calls have no known cost');
  });

  it('line costs up at the point, and round none', () => {
    const costs = { a: { ...SUMMARY.test, cost: 1.815 }, b: { ...SUMMARY.test, cost: 0.000001 } };
    const summary = renderAnswer('outsummary', costs, PERIOD, LOOK).join('');
    expect(summary.match(/\d+\.\d+/g)).toEqual(['1.815000', '0.000001', '1.815001']);
    const calls = [{ ...OUT_CALL, cost: 2 }, OUT_CALL];
    const listing = renderAnswer('outcalls', { '1': { name: 'A', device: 'a', calls } }, PERIOD, LOOK).join(
      '',
    );
    expect(listing.match(/\d+\.\d+/g)).toEqual(['2.0000', '0.0122']);
  });

  it('say so when there is no call', () => {
    expect(lines(renderAnswer('outcalls', {}, PERIOD, LOOK))).toEqual([
      'outcalls, November 2026 (times in Europe/London)',
      '',
      'No calls.',
      '',
    ]);
  });

  it('are no wider than asked, as far as columns may give way, and the widest gives first', () => {
    const columns = [
      { title: 'n', right: true },
      { title: 'long', gives: true },
      { title: 'short', gives: true },
    ];
    const rows = [['1', 'abcdefghijklmnop', 'abcdefgh']];
    expect(renderTable(columns, rows, 22)).toEqual(['n  long       short', '1  abcdefgh…  abcdefgh']);
    expect(renderTable(columns, rows, 5)).toEqual(['n  long      short', '1  abcdefg…  abcdefgh']);
  });

  it('leave out spare columns where they are empty, or where there is no room, the last first', () => {
    const columns = [
      { title: 'n' },
      { title: 'one', spare: true },
      { title: 'empty', spare: true },
      { title: 'two', spare: true },
    ];
    const rows = [['1', 'a', '', 'b']];
    expect(renderTable(columns, rows, 100)).toEqual(['n  one  two', '1  a    b']);
    expect(renderTable(columns, rows, 10)).toEqual(['n  one', '1  a']);
    expect(renderTable(columns, rows, 5)).toEqual(['n', '1']);
  });

  it('line up and keep every cell that fits, whatever the texts', () => {
    const columns = [{ title: 'a' }, { title: 'b', right: true, gives: true }];
    const cell = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const widest = Math.max(1, ...rows.map(([left]) => left.length));
        const text = renderTable(columns, rows, Number.POSITIVE_INFINITY);
        expect(text).toHaveLength(rows.length + 1);
        rows.forEach(([left, right], index) => {
          const line = text[index + 1] ?? '';
          expect(line.startsWith(left.padEnd(widest).trimEnd())).toBe(true);
          expect(line.trimEnd().endsWith(right.trimEnd())).toBe(true);
        });
      }),
    );
  });
});

describe('CSV', () => {
  const csv = (...args: Parameters<typeof renderAnswerCsv>) => [...renderAnswerCsv(...args)].join('');

  it('incalls, with nothing that a spreadsheet would run', () => {
    expect(
      csv('incalls', { '260': { name: 'support', calls: [IN_CALL] } }, PERIOD, 'UTC').split('\r\n'),
    ).toEqual([
      'extension,name,acctid,calldate,caller,type,ringtime,billsecs,detail,qtime,qstatus',
      `260,support,27739,2026-11-24 12:23:50,"'=HYPERLINK(""x"")",External,14,0,Not answered,75,Abandoned`,
      '',
    ]);
  });

  it('allcalls, as many cells in each row as in the header', () => {
    const rows = [...readCsv(csv('allcalls', ALLCALLS, PERIOD, 'UTC'))].map((record) => record.fields);
    expect(rows.map((row) => row.length)).toEqual([21, 21, 21, 21]);
    expect(rows.slice(1).map((row) => row.slice(0, 5))).toEqual([
      ['default', 'Default Company', 'out', '0500000004000', 'Ann Reader'],
      ['default', 'Default Company', 'in', '200', 'Ann Reader'],
      ['test', 'Test Company', 'in', '300', 'Gwen'],
    ]);
    expect(rows[2]?.at(-1)).toBe('02079460000');
  });

  it('outsummary with details: handsets only, so that a column can be summed', () => {
    expect(csv('outsummary', SUMMARY, { ...PERIOD, detail: true }, 'UTC').split('\r\n')).toEqual([
      'company,company_name,device_id,name,device,cost,seconds,unknown',
      'default,Default Company,0500000004000,Ann Reader,ann,0.1,3600,2',
      '',
    ]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['+442079460000', '+442079460000'],
    ['-12.5', '-12.5'],
    ['*600', '*600'],
    ['a"b', '"a""b"'],
    ['a,b', '"a,b"'],
    ['a\nb', '"a\nb"'],
    [' a', '" a"'],
  ])('cell %j is written as %s', (text, written) => {
    expect(renderCsvLine([text])).toBe(`${written}\r\n`);
  });

  it('is read back as it was, but for the apostrophes', () => {
    const cells = fc.array(fc.string({ unit: fc.constantFrom(...'a,"\r\n =+@-\t1é') }), { minLength: 2 });
    fc.assert(
      fc.property(cells, (row) => {
        const [record] = [...readCsv(`x${renderCsvLine(['', ...row])}`)];
        const read = (record?.fields ?? []).slice(1);
        expect(read.map((cell, index) => (cell === row[index] ? cell : cell.replace(/^'/, '')))).toEqual(row);
        for (const cell of read) expect(/^\s*[=@]/.test(cell)).toBe(false);
      }),
    );
  });
});

describe('cells', () => {
  it('money has two decimals at least, and loses none', () => {
    expect(['1', '1.2', '1.23', '0.012', '-0.5'].map((cost) => formatCost(toMicros(Number(cost))))).toEqual([
      '1.00',
      '1.20',
      '1.23',
      '0.012',
      '-0.50',
    ]);
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), (micros) => {
        expect(toMicros(Number(formatMoney(micros)))).toBe(micros);
      }),
    );
  });

  it('times are those of the zone, summer and winter', () => {
    expect(formatInstant(1795523029, 'UTC')).toBe('2026-11-24 12:23:49');
    expect(formatInstant(1795523029, 'Asia/Kolkata')).toBe('2026-11-24 17:53:49');
    expect(formatInstant(1782302400, 'Europe/London')).toBe('2026-06-24 13:00:00');
  });

  it('spans', () => {
    expect([0, 5, 65, 3599.6, 3661].map(formatSpan)).toEqual(['0:00', '0:05', '1:05', '1:00:00', '1:01:01']);
  });

  it('texts from outside are one line without control characters', () => {
    expect(showText('a\u001b[31m\r\nb\u0085\u202ec\td')).toBe('a\uFFFD[31m\uFFFD\uFFFDb\uFFFD\uFFFDc d');
    expect([cutText('😀😀😀', 3), cutText('😀😀😀', 2), widthOf('😀é')]).toEqual(['😀😀😀', '😀…', 2]);
  });
});

describe('progress', () => {
  const upload = { name: 'Master.csv', sentBytes: 250, totalBytes: 1000, records: 5000, elapsedMs: 10_000 };

  it('tells share, records, their rate and the time left', () => {
    expect(describeUpload(upload)).toBe('Master.csv: 25 %, 5000 records, 500/s, 0:30 left');
    expect(describeUpload({ ...upload, totalBytes: undefined })).toBe('Master.csv: 5000 records, 500/s');
    expect(drawUpload(upload, 100)).toBe(
      'Master.csv  [######..................] 25 %, 5000 records, 500/s, 0:30 left',
    );
  });

  it('never fills a terminal line, as that would wrap', () => {
    for (let columns = 10; columns < 100; columns += 1)
      expect(drawUpload(upload, columns).length).toBeLessThan(columns);
  });
});
