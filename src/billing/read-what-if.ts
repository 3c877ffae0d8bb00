import { createShapeCheck, quote } from '../core/check-shape.ts';
import { collectFaults, type Refuse } from '../core/collect-faults.ts';
import { NAME, NAME_RULE, record, type Shape, text } from '../core/json-shape.ts';
import { type DeckInstead, describeHypothesis, type Hypothesis } from './hypothesis.ts';
import { readRunRequest } from './read-run-request.ts';
import type { WhatIfRequest } from './what-if.ts';

const SCOPE_KEYS = ['period', 'from', 'to', 'companies', 'devices', 'reason'];
const HYPOTHESES = ['tariff', 'tariffs', 'revision', 'deck'] as const;
const EXAMPLE = '{"period":"2026-11","tariff":"Standard"}';

type Wish = Readonly<Record<string, unknown>>;

const file = (title: string, example: string): Shape => ({
  type: 'string',
  title,
  description: 'the text of a CSV file',
  examples: [example],
});
const checkDeck = createShapeCheck(
  record(
    'a deck',
    {
      name: text("a deck's name", NAME_RULE, NAME, 'uk'),
      from: text('the first day of a version', 'year, month and day', '^\\d{4}-\\d{2}-\\d{2}$', '2026-01-01'),
      csv: file('a rate deck', 'prefix,perMinute\n44,0.012\n'),
      bands: file('a list of bands', 'band,days,from,to\npeak,mon-fri,08:00,18:00\n'),
      holidays: file('a list of holidays', 'date,name\n2026-12-25,Christmas Day\n'),
    },
    ['name', 'csv'],
  ),
  'deck',
);

/**
 * `{"period":"2026-11","tariff":"Standard"}`: the scope as a run takes it, and one hypothesis: `tariff` (a name), `tariffs`
 * (a tariffs.json, or its text), `revision` (a number) or `deck` (name, from and csv). `reason` may be left out. Throws
 * `invalid-request` with every fault at once.
 */
export function readWhatIf(body: unknown, zone: string): Omit<WhatIfRequest, 'askedBy'> {
  return collectFaults('Nothing was priced.', (refuse) => {
    const wish = readObject(body, refuse);
    if (wish === undefined) return { hypothesis: NONE, ...EMPTY };
    refuseStrangers(wish, refuse);
    const hypothesis = readHypothesis(wish, refuse);
    const scope = Object.fromEntries(Object.entries(wish).filter(([key]) => SCOPE_KEYS.includes(key)));
    const reason = scope['reason'] ?? `What if ${describeHypothesis(hypothesis)}?`;
    const { review: _never, ...read } = readRunRequest({ ...scope, reason }, zone);
    return { hypothesis, ...read };
  });
}

/** What stands for a hypothesis that was refused. */
const NONE: Hypothesis = { by: 'tariff', name: '' };
const EMPTY = { fromAt: 0, toAt: 0, companies: null, devices: null, reason: '' };

function readObject(body: unknown, refuse: Refuse): Wish | undefined {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Wish;
  refuse('body', `Send a JSON object, such as ${EXAMPLE}.`);
  return undefined;
}

function refuseStrangers(wish: Wish, refuse: Refuse): void {
  const known: readonly string[] = [...SCOPE_KEYS, ...HYPOTHESES];
  for (const key of Object.keys(wish)) {
    if (!known.includes(key)) refuse(key, `There is no "${key}" here: a what-if takes ${known.join(', ')}.`);
  }
}

function readHypothesis(wish: Wish, refuse: Refuse): Hypothesis {
  const given = HYPOTHESES.filter((key) => wish[key] !== undefined);
  const [key, other] = given;
  if (key === undefined || other !== undefined) {
    const said =
      key === undefined ? 'What is to be tried is missing' : `${given.join(' and ')} stand together`;
    refuse('body', `${said}: write one of ${HYPOTHESES.join(', ')}, as in ${EXAMPLE}.`);
    return NONE;
  }
  return READERS[key](wish[key], refuse);
}

const READERS: Readonly<Record<(typeof HYPOTHESES)[number], (value: unknown, refuse: Refuse) => Hypothesis>> =
  {
    tariff: (value, refuse) => {
      if (typeof value === 'string' && value !== '') return { by: 'tariff', name: value };
      refuse('tariff', `${quote(value)} is no name of a tariff: write one that there is, such as "default".`);
      return NONE;
    },
    tariffs: readTariffs,
    revision: (value, refuse) => {
      if (typeof value === 'number') return { by: 'revision', revision: value };
      refuse('revision', `${quote(value)} is no revision: write a whole number; rates list shows them.`);
      return NONE;
    },
    deck: (value, refuse) => {
      const faults = checkDeck(value);
      for (const { where, message } of faults) refuse(where === 'deck' ? where : `deck.${where}`, message);
      return faults.length > 0 ? NONE : { by: 'deck', deck: value as DeckInstead };
    },
  };

/** As a text its faults are told by line, as those of an import are. */
function readTariffs(value: unknown, refuse: Refuse): Hypothesis {
  if (typeof value === 'string') return { by: 'tariffs', text: value };
  if (typeof value === 'object' && value !== null) return { by: 'tariffs', text: JSON.stringify(value) };
  refuse('tariffs', `${quote(value)} is no file of tariffs: write it as docs/tariffs.schema.json has it.`);
  return NONE;
}
