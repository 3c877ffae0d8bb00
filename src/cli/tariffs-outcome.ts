import { renderTable } from './text-table.ts';

type Values = Readonly<Record<string, unknown>>;

const TARIFFS = [
  { title: 'tariff', gives: true },
  { title: 'currency' },
  { title: 'decks', gives: true },
  { title: 'inbound decks', spare: true, gives: true },
];
const ASSIGNMENTS = [
  { title: 'who' },
  { title: 'pays by', gives: true },
  { title: 'from', spare: true },
  { title: 'to', spare: true },
];

/** Lines about an import of tariffs, or about what it would do. */
export function describeTariffsImport(shown: string, result: Values): readonly string[] {
  const isDry = result['dryRun'] === true;
  const named = (what: string) => {
    const names = textsOf(result, what);
    return names.length === 0 ? `${what} 0` : `${what} ${names.length} (${names.join(', ')})`;
  };
  return [
    `${shown}: ${['added', 'changed', 'removed'].map(named).join(', ')}, unchanged ${textsOf(result, 'unchanged').length}`,
    ...textsOf(result, 'ended').map((text) => `  no longer: ${text}`),
    ...textsOf(result, 'begun').map((text) => `  now: ${text}`),
    ...textsOf(result, 'warnings').map((text) => `  warning: ${text}`),
    ...(isDry ? ['Nothing was changed: leave --dry-run out to import it.'] : []),
  ];
}

/** Tables of the tariffs, and of who pays by which. */
export function describeTariffs(file: Values, width: number): readonly string[] {
  const tariffs = rowsOf(file, 'tariffs');
  const assignments = [
    ...rowsOf(file, 'companies').map((one) => [
      `company ${one['company']}`,
      one['tariff'],
      one['from'],
      one['to'],
    ]),
    ...rowsOf(file, 'trunks').map((one) => [`trunk ${one['trunk']}`, one['deck'], one['from'], one['to']]),
  ].map((cells) => cells.map((cell) => (typeof cell === 'string' ? cell : '')));
  if (tariffs.length === 0 && assignments.length === 0) {
    return ['There are no tariffs: every company pays by all decks there are.'];
  }
  const rows = tariffs.map((one) => [
    String(one['name']),
    String(one['currency']),
    textsOf(one, 'decks').join(', '),
    textsOf(one, 'inboundDecks').join(', '),
  ]);
  const below = assignments.length === 0 ? [] : ['', ...renderTable(ASSIGNMENTS, assignments, width)];
  return [...renderTable(TARIFFS, rows, width), ...below];
}

function rowsOf(values: Values, name: string): readonly Values[] {
  const rows = values[name];
  return Array.isArray(rows) ? (rows as readonly Values[]) : [];
}

function textsOf(values: Values, name: string): readonly string[] {
  const texts = values[name];
  return Array.isArray(texts) ? texts.map(String) : [];
}
