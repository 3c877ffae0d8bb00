// npm run bench -- reports|pages|ingest|recalculate|live|table|rates [--calls N] [--records N] [--prefixes N] [--events N] [--json]
import { parseArgs } from 'node:util';
import { benchIngest } from './ingest.mjs';
import { benchLive } from './live.mjs';
import { benchPages } from './pages.mjs';
import { benchRates } from './rates.mjs';
import { benchRecalculate } from './recalculate.mjs';
import { benchReports } from './reports.mjs';
import { benchTable } from './table.mjs';

const USAGE = `usage: npm run bench -- reports [--calls 10000000] [--json]
       npm run bench -- pages [--calls 10000000] [--json]
       npm run bench -- ingest [--records 2000000] [--json]
       npm run bench -- recalculate [--calls 10000000] [--prefixes 100000] [--json]
       npm run bench -- table [--records 2000000] [--json]
       npm run bench -- rates [--prefixes 260000] [--json]
       npm run bench -- live [--events 20000] [--per-second 200] [--json]

Each figure stands beside that of the bare engine in the same run; data is made once and kept in bench/.data.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    calls: { type: 'string', default: '10000000' },
    records: { type: 'string', default: '2000000' },
    prefixes: { type: 'string' },
    events: { type: 'string', default: '20000' },
    'per-second': { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const benches = {
  reports: (report) => benchReports(Number(values.calls), report),
  pages: (report) => benchPages(Number(values.calls), report),
  recalculate: (report) => benchRecalculate(Number(values.calls), Number(values.prefixes ?? 100_000), report),
  ingest: (report) => benchIngest(Number(values.records), report),
  rates: (report) => benchRates(Number(values.prefixes ?? 260_000), report),
  table: (report) => benchTable(Number(values.records), report),
  live: (report) => benchLive(Number(values.events), Number(values['per-second']), report),
};
const run = benches[positionals[0]];
if (values.help || run === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(values.help ? 0 : 2);
}

const rows = [];
await run((row) => {
  rows.push(row);
  if (values.json) process.stdout.write(`${JSON.stringify(row)}\n`);
});
if (!values.json) {
  for (const row of rows) {
    const cells = Object.entries(row).map(([name, value]) => `${name} ${value}`);
    process.stdout.write(`${cells.join('   ')}\n`);
  }
}
