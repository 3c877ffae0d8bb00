import { formatInstant } from '../core/format-instant.ts';
import type { Shape } from '../core/json-shape.ts';
import { showText } from './show-text.ts';
import type { ShownKind } from './source-settings.ts';
import { renderTable } from './text-table.ts';

/** A source, as the server tells of it. */
export interface ShownSource {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  readonly landed: number;
  readonly duplicates: number;
  readonly rejects: number;
  readonly recordsPerMinute: number;
  readonly lastRecord: string | null;
  readonly lagSeconds: number | null;
  readonly waiting: number | null;
  readonly error: string | null;
  readonly lastError: { readonly message: string; readonly at: string } | null;
  readonly madeAt: string;
  readonly madeBy: string;
}

export interface SourceLook {
  readonly zone: string;
  readonly width: number;
}

/** A line for each source. */
export function renderSources(
  sources: readonly ShownSource[],
  { zone, width }: SourceLook,
): readonly string[] {
  if (sources.length === 0) return ['There is no source yet: bin/ringledger source add --help shows how.'];
  return renderTable(
    [
      { title: 'name' },
      { title: 'kind' },
      { title: 'state' },
      { title: 'last record' },
      { title: 'a minute', right: true },
      { title: 'lag', right: true },
      { title: 'waiting', right: true, spare: true },
      { title: 'rejects', right: true },
      { title: 'error', gives: true, spare: true },
    ],
    sources.map((source) => [
      ...[source.name, source.kind, source.state, showInstant(source.lastRecord, zone)],
      ...[String(source.recordsPerMinute), showLag(source.lagSeconds), showCount(source.waiting)],
      ...[String(source.rejects), source.error ?? ''],
    ]),
    width,
  );
}

/** Everything of one source, a line each. */
export function renderSource(source: ShownSource, { zone }: SourceLook): readonly string[] {
  const { landed, duplicates, rejects, lastError } = source;
  const lines: readonly (readonly [string, string])[] = [
    ['kind', source.kind],
    ['state', source.error === null ? source.state : `${source.state}: ${source.error}`],
    ...Object.entries(source.settings).map(
      ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ),
    ...source.secrets.map((name) => [name, '(secret)'] as const),
    ['records', `${landed} landed, ${duplicates} known before, ${rejects} rejected`],
    ['last record', showInstant(source.lastRecord, zone) || 'none yet'],
    ['a minute', String(source.recordsPerMinute)],
    ['lag', showLag(source.lagSeconds) || 'not known'],
    ['waiting', showCount(source.waiting) || 'not known'],
    ['last error', lastError === null ? 'none' : `${showInstant(lastError.at, zone)}: ${lastError.message}`],
    ['added', `${showInstant(source.madeAt, zone)} by ${source.madeBy}`],
  ];
  const width = Math.max(...lines.map(([title]) => title.length));
  return [source.name, ...lines.map(([title, text]) => `  ${title.padEnd(width)}  ${showText(text)}`)];
}

/** The kinds with what each needs to know. */
export function renderKinds(kinds: readonly ShownKind[]): readonly string[] {
  return kinds.flatMap(({ kind, description, settings, secrets }, index) => [
    ...(index === 0 ? [] : ['']),
    `${kind}: ${description}`,
    ...Object.entries(settings.properties ?? {}).flatMap(([name, shape]) => {
      const flag = secrets.includes(name) ? `--secret ${name}` : `--set ${name}=${exampleOf(shape)}`;
      const needed = settings.required?.includes(name) === true ? 'needed; ' : '';
      return [`  ${flag}`, `      ${needed}${shape.title ?? name}: ${shape.description ?? ''}`];
    }),
  ]);
}

function exampleOf({ examples }: Shape): string {
  const [example = '…'] = [examples?.[0]].flat();
  return typeof example === 'string' ? example : JSON.stringify(example);
}

function showInstant(text: string | null, zone: string): string {
  return text === null ? '' : formatInstant(Math.floor(Date.parse(text) / 1000), zone);
}

function showCount(count: number | null): string {
  return count === null ? '' : String(count);
}

/** `4 s`, `12 min`, `5 h`, `3 d`. */
function showLag(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}
