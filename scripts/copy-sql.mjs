// tsc leaves the numbered migrations behind; the built server reads them beside its own code.
import { cpSync } from 'node:fs';

for (const store of ['calls', 'catalog']) {
  cpSync(
    new URL(`../src/store/${store}/migrations`, import.meta.url),
    new URL(`../dist/store/${store}/migrations`, import.meta.url),
    { recursive: true },
  );
}
