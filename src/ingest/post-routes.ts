import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';
import { createExclusion } from '../store/catalog/exclude-others.ts';
import { findAnswer, keepAnswer } from '../store/catalog/post-answers.ts';
import { openPost, readPost } from './freeswitch-post.ts';
import { POST_CDRS, POST_FREESWITCH } from './import-schema.ts';
import { createTogether } from './land-together.ts';
import type { LandingParts } from './landing.ts';
import { hashPassing, landBody, openBody, type PostAnswer } from './posted-cdrs.ts';
import { readWholeBody, withBody } from './read-body.ts';

/** The most that FreeSWITCH posts for one leg is a few hundred kilobytes. */
const MOST_POSTED = 4 * 1_048_576;

/**
 * `POST /cdrs?source=`: records as JSON, JSON lines or CSV, gzipped or not (docs/file-formats.md). With an
 * `Idempotency-Key` the same body under the same key is answered as it was the first time, for a day at least; another
 * body under it is refused. `POST /cdrs/freeswitch` takes what FreeSWITCH's modules post. Both answer when what they took
 * is durable; `afterLanding` is done before.
 */
export function registerPosts(
  api: FastifyInstance,
  parts: LandingParts,
  afterLanding: () => Promise<void>,
): void {
  const oneByOne = createExclusion();
  const together = createTogether(parts);
  api.register(async (posts) => {
    posts.removeAllContentTypeParsers();
    posts.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    posts.post<{ Querystring: { source?: string } }>('/cdrs', POST_CDRS, async (request, reply) => {
      const key = readKey(request.headers['idempotency-key']);
      const answer = await withBody(request, async (body) => {
        const { kind, file } = openBody(request.headers['content-type']);
        const passing = hashPassing(body, kind);
        const land = async () => {
          const source = request.query.source || 'api';
          const landed = await landBody(parts, passing.body, file, source, together);
          await afterLanding();
          return landed;
        };
        if (key === undefined) return JSON.stringify(await land());
        const asked = { login: request.login, key };
        return oneByOne(`${request.login} ${key}`, () => answerOnce(parts, asked, passing, land));
      });
      return reply.type('application/json').send(answer);
    });

    posts.post('/cdrs/freeswitch', POST_FREESWITCH, (request) =>
      withBody(request, async (body): Promise<PostAnswer> => {
        const text = readPost(request.headers['content-type'], await readWholeBody(body, MOST_POSTED));
        const { zone } = await parts.directory();
        const landed = await landBody(parts, once(text), openPost(text, zone), 'freeswitch', together);
        await afterLanding();
        return landed;
      }),
    );
  });
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The answer as text, the same bytes each time. */
async function answerOnce(
  { catalog }: LandingParts,
  asked: { readonly login: string; readonly key: string },
  passing: ReturnType<typeof hashPassing>,
  land: () => Promise<PostAnswer>,
): Promise<string> {
  const known = await findAnswer(catalog.db, asked);
  if (known !== undefined) {
    // Read to its end for its hash alone.
    for await (const _chunk of passing.body);
    return sameAnswer(known, passing.digest(), asked.key);
  }
  const answer = JSON.stringify(await land());
  const bodyHash = passing.digest();
  // Another process may have answered meanwhile: what it kept is the first answer.
  const kept = await keepAnswer(catalog.db, { ...asked, bodyHash, answer });
  return sameAnswer(kept, bodyHash, asked.key);
}

function sameAnswer(
  known: { readonly bodyHash: string; readonly answer: string },
  bodyHash: string,
  key: string,
): string {
  if (known.bodyHash === bodyHash) return known.answer;
  throw new RingledgerError(
    'conflict',
    `Idempotency-Key "${key}" was used for another body: send the same body for the same answer, or give other records a key of their own.`,
  );
}

function readKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new RingledgerError(
    'invalid-request',
    'The Idempotency-Key cannot be read: send one of 1 to 255 visible ASCII characters, such as a UUID.',
  );
}
