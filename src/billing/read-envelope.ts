import { createShapeCheck } from '../core/check-shape.ts';
import { type Fault, refuseFaults } from '../core/errors.ts';
import { record, type Shape } from '../core/json-shape.ts';
import { readJson } from '../core/read-json-text.ts';

/** The files of one import. */
export interface DeckTexts {
  readonly csv: string;
  readonly bands?: string;
  readonly holidays?: string;
}

const file = (title: string, example: string): Shape => ({
  type: 'string',
  title,
  description: 'the text of a CSV file',
  examples: [example],
});

const checkEnvelope = createShapeCheck(
  record(
    'the files of a deck',
    {
      csv: file('a rate deck', 'prefix,perMinute\n44,0.012\n'),
      bands: file('a list of bands', 'band,days,from,to\npeak,mon-fri,08:00,18:00\n'),
      holidays: file('a list of holidays', 'date,name\n2026-12-25,Christmas Day\n'),
    },
    ['csv'],
  ),
  'body',
);

/** The body of an import: the CSV itself, or JSON of it and what goes with it. */
export function readDeckTexts(body: string, contentType: string | undefined): DeckTexts {
  if (!/^application\/json\b/i.test(contentType ?? '')) return { csv: body };
  const json = readJson(body);
  const faults: readonly Fault[] = checkEnvelope(json);
  if (faults.length > 0) throw refuseFaults('The files cannot be read; nothing was imported.', faults);
  return json as DeckTexts;
}
