import { performance } from 'node:perf_hooks';
import type { SourceNews } from '../../store/catalog/sources.ts';

/** How a running feed fares, in memory; what others are to know of it goes to the catalog now and then. */
export interface FeedState {
  /** Notes trouble, in words. */
  fail(words: string): void;
  /** It goes on. */
  recover(): void;
  setWaiting(records: number | null): void;
  /** Notes records that came. */
  count(records: number): void;
  /** What changed since the last time; null where nothing did. */
  takeNews(): SourceNews | null;
  /** What was taken was not told after all. */
  putBack(news: SourceNews): void;
}

const MINUTE_MS = 60_000;

/** Counts by the process's own clock, which nobody sets. */
export function createFeedState(): FeedState {
  let isFailing = false;
  let error: string | null = null;
  let last = '';
  let waiting: number | null = null;
  let told: string | null = null;
  let recent: { readonly atMs: number; readonly records: number }[] = [];

  function perMinute(): number {
    const sinceMs = performance.now() - MINUTE_MS;
    recent = recent.filter(({ atMs }) => atMs > sinceMs);
    return recent.reduce((sum, { records }) => sum + records, 0);
  }

  return {
    fail: (words) => {
      if (isFailing && words === last) return;
      isFailing = true;
      error = words;
      last = words;
    },
    recover: () => {
      isFailing = false;
    },
    setWaiting: (records) => {
      waiting = records;
    },
    count: (records) => {
      if (records > 0) recent.push({ atMs: performance.now(), records });
    },
    takeNews: () => {
      const news: SourceNews = { perMinute: perMinute(), waiting, isFailing, error };
      const text = JSON.stringify(news);
      if (text === told) return null;
      error = null;
      told = JSON.stringify({ ...news, error });
      return news;
    },
    putBack: (news) => {
      told = null;
      error ??= news.error;
    },
  };
}
