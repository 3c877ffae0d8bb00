import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const WEB = new URL('../../dist/web/', import.meta.url);
/** What a first visit may weigh, over a line of a branch office. */
const MOST_INITIAL_BYTES = 350_000;

describe('the pages, as they are built', () => {
  const page = existsSync(new URL('index.html', WEB)) ? readFileSync(new URL('index.html', WEB), 'utf8') : '';
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  const read = (path: string) => readFileSync(new URL(path, WEB));

  it('begin with little JavaScript, and fetch charts where there are some', () => {
    expect(named.length).toBeGreaterThan(0);
    const bytes = named.reduce((sum, path) => sum + gzipSync(read(path)).length, 0);
    expect(bytes).toBeLessThan(MOST_INITIAL_BYTES);
    for (const path of named) expect(read(path).includes('echarts')).toBe(false);
  });

  it('hold no script and no style of their own, and name nothing outside', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
