import { performance } from 'node:perf_hooks';
import { formatLocalInstant } from '../../core/format-instant.ts';
import { dayPeriod } from '../../core/period.ts';
import { readFigures } from '../../store/calls/figures.ts';
import type { MeasureName } from '../../store/calls/insight-terms.ts';
import { readAsPublished } from '../read-as-published.ts';
import type { LiveParts, LiveView } from './live-parts.ts';
import type { LiveFigures } from './live-schema.ts';

const MEASURES: readonly MeasureName[] = [
  ...(['wholeCalls', 'answered', 'answeredShare', 'missed', 'talkSeconds', 'cost', 'unknownCosts'] as const),
];

/** Whether anything changed is looked up no more often. */
const LOOK_MS = 1000;

interface Kept {
  readonly signature: string;
  readonly figures: Promise<LiveFigures>;
}

/**
 * Today's figures, asked of the store once for all who see the same companies, and again only when legs were written,
 * prices were published, or a day has begun.
 */
export class TodayFigures {
  readonly #parts: LiveParts;
  readonly #kept = new Map<string, Kept>();
  #looked: { readonly atMs: number; readonly version: Promise<string> } | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  async read(view: LiveView): Promise<LiveFigures> {
    const { now } = this.#parts;
    const day = formatLocalInstant(now(), view.zone).slice(0, 10);
    const signature = `${day} ${await this.#version()}`;
    const key = keyOfFigures(view);
    const known = this.#kept.get(key);
    if (known?.signature === signature) return known.figures;
    const asked: Kept = { signature, figures: this.#ask(view, day) };
    this.#kept.set(key, asked);
    asked.figures.catch(() => {
      if (this.#kept.get(key) === asked) this.#kept.delete(key);
    });
    return asked.figures;
  }

  /** Forgets what nobody looks at any more. */
  keepOnly(views: Iterable<LiveView>): void {
    const keys = new Set([...views].map(keyOfFigures));
    for (const key of this.#kept.keys()) if (!keys.has(key)) this.#kept.delete(key);
  }

  #version(): Promise<string> {
    const atMs = performance.now();
    if (this.#looked === undefined || atMs - this.#looked.atMs >= LOOK_MS) {
      const looked = { atMs, version: this.#look() };
      this.#looked = looked;
      looked.version.catch(() => {
        if (this.#looked === looked) this.#looked = undefined;
      });
    }
    return this.#looked.version;
  }

  async #look(): Promise<string> {
    const { legsVersion, publishedRuns, currency } = this.#parts;
    const [legs, published, code] = await Promise.all([legsVersion(), publishedRuns(), currency()]);
    return `${legs} ${published.version} ${code}`;
  }

  async #ask({ scope, zone }: LiveView, day: string): Promise<LiveFigures> {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    const period = dayPeriod(zone, year, month, date);
    const { rows } = await readAsPublished(
      { scope, period, maskNumbers: false, filter: {} },
      this.#parts,
      (seen) => readFigures(this.#parts.calls, seen, { dimensions: [], measures: MEASURES, limit: 1 }),
    );
    const value = (name: MeasureName) => rows[0]?.values[MEASURES.indexOf(name)] ?? null;
    const count = (name: MeasureName) => Number(value(name) ?? 0);
    const share = value('answeredShare');
    return {
      ...{ day, zone, currency: await this.#parts.currency() },
      calls: count('wholeCalls'),
      answered: count('answered'),
      answeredShare: typeof share === 'object' && share !== null ? share : { part: 0, of: 0 },
      missed: count('missed'),
      talkSeconds: count('talkSeconds'),
      cost: String(value('cost') ?? '0'),
      unknownCosts: count('unknownCosts'),
    };
  }
}

function keyOfFigures({ scope, zone }: LiveView): string {
  return JSON.stringify([scope.companies, zone]);
}
