import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is measured of the rest of the house at the moment it is asked for. */
export interface Measured {
  /** Reports that are answered now. */
  readonly reportsInFlight: () => number;
  readonly sources: () => Promise<readonly MeasuredSource[]>;
}

/** One source, as metrics tell of it; null is what is not known, and left out. */
export interface MeasuredSource {
  readonly name: string;
  readonly kind: string;
  /** `reading` without trouble, else why not: `failing`, `idle` or `paused`. */
  readonly state: string;
  /** What is wrong now, in words. */
  readonly error: string | null;
  readonly recordsPerMinute: number;
  readonly landed: number;
  readonly duplicates: number;
  readonly rejects: number;
  readonly lastRecordAt: number | null;
  readonly lagSeconds: number | null;
  readonly waiting: number | null;
}

/** Refuses whoever may not see metrics; given by the composition root. */
type RequireAdministrator = (authorization: string | undefined) => Promise<unknown>;

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
/** What a proxy adds: whoever asks through one is not on this machine. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

let processRegistry: Registry | undefined;

/** Of the process, of which there is one however many servers it holds: its collectors cannot be taken away again. */
function measureProcess(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

/**
 * `GET /metrics` in the text form of Prometheus: sources, reports in flight, how long requests took, the process itself.
 * Whoever asks from this machine, and not through a proxy, needs no key; everybody else an administrator's.
 */
export function registerMetrics(
  server: FastifyInstance,
  measured: Measured,
  requireAdministrator: RequireAdministrator,
): void {
  const registry = new Registry();
  const durations = new Histogram({
    name: 'ringledger_http_request_duration_seconds',
    help: 'How long requests took to be answered to the end.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  new Gauge({
    name: 'ringledger_reports_in_flight',
    help: 'Reports that are being answered.',
    registers: [registry],
    collect() {
      this.set(measured.reportsInFlight());
    },
  });
  const observeSources = measureSources(registry);
  server.addHook('onResponse', async (request, reply) => {
    const { url = 'none' } = request.routeOptions;
    durations.observe(
      { method: request.method, route: url, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
  server.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) {
      const refusal = await requireAdministrator(request.headers.authorization).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refusal !== undefined) {
        return reply
          .code(401)
          .type('text/plain; charset=utf-8')
          .send(
            'Metrics are shown to this machine, and to whoever sends the key of an administrator: Authorization: Bearer KEY.\n',
          );
      }
    }
    observeSources(await measured.sources());
    const all = Registry.merge([registry, measureProcess()]);
    return reply.type(all.contentType).send(await all.metrics());
  });
}

function isLocal({ socket, headers }: FastifyRequest): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') && PROXY_HEADERS.every((name) => headers[name] === undefined)
  );
}

/** The help of each, and what it says of a source. */
const SOURCE_METRICS: Readonly<Record<string, readonly [string, (source: MeasuredSource) => number | null]>> =
  {
    up: ['1 while the source is read without trouble.', ({ state }) => Number(state === 'reading')],
    records_per_minute: ['Records that came in the last minute.', ({ recordsPerMinute }) => recordsPerMinute],
    records_total: ['Records that have landed and were not kept before.', ({ landed }) => landed],
    duplicates_total: ['Records that were kept before, and changed nothing.', ({ duplicates }) => duplicates],
    rejects_total: ['Records that could not be read.', ({ rejects }) => rejects],
    last_record_timestamp_seconds: ['Start of the latest record.', ({ lastRecordAt }) => lastRecordAt],
    lag_seconds: [
      'Age of the latest record when it landed; while records wait, its age now.',
      ({ lagSeconds }) => lagSeconds,
    ],
    waiting: ['Records that wait at the source, where that is known.', ({ waiting }) => waiting],
  };

/** Totals stand in the catalog, so that they go on after a restart; they are set, not counted here. */
function measureSources(registry: Registry): (sources: readonly MeasuredSource[]) => void {
  const metrics = Object.entries(SOURCE_METRICS).map(([name, [help, read]]) => {
    const described = { name: `ringledger_source_${name}`, help, labelNames: ['source', 'kind'] as const };
    const kind = name.endsWith('_total') ? Counter : Gauge;
    return { metric: new kind({ ...described, registers: [registry] }), read };
  });
  const states = new Gauge({
    name: 'ringledger_source_state',
    help: 'Always 1: the state of the source, and what is wrong with it, in words.',
    labelNames: ['source', 'kind', 'state', 'error'],
    registers: [registry],
  });
  return (sources) => {
    states.reset();
    for (const { name, kind, state, error } of sources) {
      states.set({ source: name, kind, state, error: error ?? '' }, 1);
    }
    for (const { metric, read } of metrics) {
      metric.reset();
      for (const source of sources) {
        const value = read(source);
        if (value !== null) metric.inc({ source: source.name, kind: source.kind }, value);
      }
    }
  };
}
