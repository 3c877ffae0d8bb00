import { RingledgerError } from '../../core/errors.ts';
import type { Secrets } from '../../core/seal.ts';
import type { FeedKind } from './feed.ts';
import { tellError, withoutSecrets } from './tell-error.ts';

const TEST_SECONDS = 30;

/**
 * Tries whether a source can be read, landing nothing: sentences on what was found. Refuses with a sentence, in which no
 * secret stands, where it cannot be, or does not answer within half a minute.
 */
export async function testFeed(
  kind: FeedKind,
  settings: Readonly<Record<string, unknown>>,
  secrets: Secrets,
  closing: AbortSignal,
  now: () => number,
): Promise<readonly string[]> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TEST_SECONDS * 1000);
  const signal = AbortSignal.any([limit.signal, closing]);
  try {
    return await kind.test({ settings: { ...settings, ...secrets }, signal, now });
  } catch (error) {
    if (limit.signal.aborted) {
      throw new RingledgerError(
        'invalid-request',
        `The source did not answer within ${TEST_SECONDS} seconds: check its address, and that nothing between here and there keeps it from answering.`,
      );
    }
    if (error instanceof RingledgerError) throw withoutSecrets(error, secrets);
    throw new RingledgerError('invalid-request', tellError(error, secrets));
  } finally {
    clearTimeout(timer);
  }
}
