import { createHash } from 'node:crypto';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { sendHashed } from '../../src/http/send-hashed.ts';

/** An answer of so many pieces of 64 KiB, and whether it was closed. */
async function send(pieces: number) {
  const server = fastify();
  let closed = 0;
  async function* list() {
    for (let at = 0; at < pieces; at += 1) yield `${at}`.padEnd(65_536, '.');
  }
  server.get('/', async (_request, reply) =>
    sendHashed(reply, list(), async () => {
      closed += 1;
    }),
  );
  const answer = await server.inject({ method: 'GET', url: '/' });
  await server.close();
  return { answer, closed, hash: createHash('sha256').update(answer.rawPayload).digest('hex') };
}

it('tells the hash of an answer in its head', async () => {
  const { answer, closed, hash } = await send(3);
  expect(answer.rawPayload.length).toBe(3 * 65_536);
  expect([answer.headers['ringledger-sha256'], closed]).toEqual([hash, 1]);
});

it('tells it behind one that is too long to be held', async () => {
  const { answer, closed, hash } = await send(200);
  expect(answer.rawPayload.length).toBe(200 * 65_536);
  expect(answer.headers['ringledger-sha256']).toBeUndefined();
  expect(answer.headers['trailer']).toBe('ringledger-sha256');
  expect([answer.trailers['ringledger-sha256'], closed]).toEqual([hash, 1]);
});
