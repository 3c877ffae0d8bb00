import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What Vite builds of `web`. Read from here and from `dist/server`, which are as deep. */
export const BUILT_PAGES = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Stands in the page for what differs with every answer. */
const NONCE = '__NONCE__';

/** Nothing from elsewhere, no inline script; styles that the pages write carry this answer's nonce. */
const policyWith = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Names of built files hold a hash of what is in them. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The pages: `folder` is what Vite built. Any address that is not another's is the one page, which finds its way by it. */
export async function registerWeb(app: FastifyInstance, folder: string): Promise<void> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const sendPage = (reply: FastifyReply) => {
    const nonce = randomBytes(18).toString('base64');
    return reply
      .headers({
        'content-security-policy': policyWith(nonce),
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce));
  };
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    setHeaders: (reply) => {
      reply.setHeader('cache-control', FOR_EVER);
      reply.setHeader('x-content-type-options', 'nosniff');
    },
  });
  app.get('/', (_request, reply) => sendPage(reply));
  for (const path of PAGES) {
    app.get(`/${path}`, (_request, reply) => sendPage(reply));
    app.get(`/${path}/*`, (_request, reply) => sendPage(reply));
  }
}

/** First words of the pages' addresses; everything else keeps its 404. */
const PAGES = ['sign-in', 'welcome', 'calls', 'reports', 'queues', 'costs', 'setup', 'live', 'account'];
