/** The arrows of the house: who may import whom. What a folder owns stands in docs/data-path.md. */
const features = ['ingest', 'directory', 'billing', 'reports', 'access'];
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...to] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
    only('core-imports-core', '^src/core/', [], 'nouns know nothing of the rest'),
    only('rating-is-pure', '^src/rating/', ['^src/core/'], 'prices depend on facts and decks alone'),
    only('store-imports-core', '^src/store/', ['^src/core/'], 'SQL lives here and knows no feature'),
    only('ingest', '^src/ingest/', ['^src/core/', '^src/rating/', '^src/store/', '^src/http/'], ''),
    only('directory', '^src/directory/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('billing', '^src/billing/', ['^src/core/', '^src/rating/', '^src/store/', '^src/http/'], ''),
    only(
      'carrier-bill',
      '^src/carrier-bill/',
      ['^src/core/', '^src/rating/', '^src/store/', '^src/http/'],
      '',
    ),
    only('reports', '^src/reports/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('statements', '^src/statements/', ['^src/core/', '^src/rating/', '^src/store/', '^src/http/'], ''),
    only('closing', '^src/closing/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('proof', '^src/proof/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('work-queue', '^src/work-queue/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('insight', '^src/insight/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('first-run', '^src/first-run/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only('access', '^src/access/', ['^src/core/', '^src/store/', '^src/http/'], ''),
    only(
      'rest',
      '^src/rest/',
      [
        '^src/core/',
        '^src/http/',
        '^src/store/calls/report-queries',
        ...features.map((one) => `^src/${one}/`),
      ],
      '',
    ),
    only('http', '^src/http/', ['^src/core/'], ''),
    only(
      'cli',
      '^src/cli/',
      ['^src/core/', '^src/config', '^src/store/pbx/'],
      'the command line talks HTTP and opens no store of ours',
    ),
    only('config', '^src/config', ['^src/core/'], ''),
    {
      name: 'only-main-and-tests-import-the-house',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|app|own-routes)\\.ts$' },
      to: { path: '^src/(app|house|own-routes)\\.ts$' },
    },
    {
      name: 'drivers-stay-in-store',
      comment: 'SQL and its drivers live in src/store alone',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/store/', '^src/access/auth-engine'] },
      to: { path: 'node_modules/(chdb|@clickhouse|@electric-sql|pg|mysql2|drizzle-orm)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
