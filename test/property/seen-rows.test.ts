import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countUnits } from '../../src/ingest/feeds/tables/followed-table.ts';
import { toBucket } from '../../src/ingest/feeds/tables/key-spans.ts';
import { type Pace, SeenRows } from '../../src/ingest/feeds/tables/seen-rows.ts';

const PACE: Pace = { lookback: 200, narrow: 50, fine: 10, coarse: 100, full: null };
const MOST = 5_000;

it('what is told of a page by its rows is what is told of it unit by unit, once nobody looks at what is old', () => {
  const page = fc.record({
    span: fc.integer({ min: 1, max: 600 }),
    keys: fc.array(fc.option(fc.nat(600)), { maxLength: 60 }),
    behind: fc.nat(300),
  });
  fc.assert(
    fc.property(fc.array(page, { maxLength: 8 }), (pages) => {
      const byUnits = new SeenRows(PACE, null);
      const byRows = new SeenRows(PACE, null);
      let from = 0;
      for (const { span, keys, behind } of pages) {
        const range = { from, to: from + span };
        const start = from;
        const rows = keys.map((key) => ({ key: key === null ? null : start + (key % span), fields: [] }));
        // The present may be behind the newest key.
        const lateFrom = toBucket(range.to - behind - PACE.lookback, PACE.fine);
        byUnits.addAhead(range, countUnits(rows));
        byRows.addPage(range, rows, lateFrom);
        for (const seen of [byUnits, byRows]) seen.trim(lateFrom);
        from = range.to;
        expect(tell(byRows)).toEqual(tell(byUnits));
      }
    }),
  );
});

function tell(seen: SeenRows) {
  const units = Array.from({ length: MOST }, (_, unit) => seen.unit(unit));
  const exact = Array.from({ length: MOST / PACE.fine }, (_, index) => seen.isExact(index * PACE.fine));
  return { cursor: seen.toCursor(), units, exact };
}
