// The server and the command line as a few files in dist/server, with the packages that every start loads put into
// them (docs/decisions/0011-the-server-is-built-as-one.md). Types are checked elsewhere.
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Packages that bring files of their own (libraries, WebAssembly, fonts), or that hardly a server needs. */
const OUTSIDE = [
  ...['chdb', '@electric-sql/pglite', 'pdfkit', 'dejavu-fonts-ttf', 'pino'],
  ...['pg', 'mysql2', '@clickhouse/client', 'ldapts'],
];

/** Beside the program itself: what benchmarks, scripts and tests of the built server take from it. */
const ENTRIES = {
  main: at('src/main.ts'),
  app: at('src/app.ts'),
  config: at('src/config.ts'),
  'connect-calls': at('src/store/calls/connect.ts'),
  'own-folder': at('src/store/own-folder.ts'),
};

await build({
  root: at('.'),
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, external: OUTSIDE },
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: ENTRIES,
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        comments: { legal: true, annotation: false, jsdoc: false },
      },
    },
  },
});
for (const store of ['calls', 'catalog']) {
  cpSync(at(`src/store/${store}/migrations`), at(`dist/server/${store}/migrations`), { recursive: true });
}
