import { keepLatest } from '../core/keep-latest.ts';
import type { PriceBook } from '../rating/price-book.ts';

/** Price books of hundreds of thousands of rates take some hundred megabytes: few are kept. */
const MOST = 3;

/** Price books by revision and the PBX's zone, those last asked for kept. Of a revision nothing ever changes. */
export function keepPriceBooks(
  load: (revision: number, zone: string) => Promise<PriceBook>,
): (revision: number, zone: string) => Promise<PriceBook> {
  const keep = keepLatest(MOST, (key: string) => {
    const [revision = '', zone = ''] = key.split(' ');
    return load(Number(revision), zone);
  });
  return (revision, zone) => keep(`${revision} ${zone}`);
}
