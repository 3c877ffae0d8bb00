import { parseMoney } from '../core/money.ts';
import type { Totals } from '../rating/statement.ts';
import type { ListedCall } from './list-calls.ts';

/**
 * The calls as they come, if they are those that were added up. Calls that landed in between would make a statement
 * that contradicts itself: then it throws at the end, so that the answer breaks off and is asked for again.
 */
export async function* checkItems(
  calls: AsyncIterable<ListedCall>,
  { sections, calls: expected }: Totals,
): AsyncGenerator<ListedCall> {
  const owed = sections.reduce((sum, { callsTotal }) => sum + callsTotal, 0n);
  let [count, sum] = [0, 0n];
  for await (const call of calls) {
    count += 1;
    if (call.cost !== null) sum += parseMoney(call.cost);
    yield call;
  }
  if (count !== expected || sum !== owed) {
    throw new Error(`A statement of ${expected} calls met ${count}: calls landed while it was written.`);
  }
}
