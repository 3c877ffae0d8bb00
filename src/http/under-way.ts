import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { RingledgerError } from '../core/errors.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What goes on for requests, whether or not anybody still waits for its answer. */
    underWay: UnderWay;
  }
}

/** Counts what goes on, so that what it needs is not closed under it. */
class UnderWay {
  /** The server is told to stop: what nobody waits for is not to go on for long. */
  isStopping = false;
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Counts work until it is done; answers the same promise. */
  watch<Result>(work: Promise<Result>): Promise<Result> {
    const end = this.begin();
    work.then(end, end);
    return work;
  }

  /** Counts something until what it answers is called. */
  begin(): () => void {
    this.#count += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#count -= 1;
      if (this.#count === 0) for (const go of this.#waiting.splice(0)) go();
    };
  }

  /** Resolves when nothing goes on, nor begins with what has just ended: a request goes from one step to the next. */
  async settled(): Promise<void> {
    for (;;) {
      while (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      await new Promise(setImmediate);
      if (this.#count === 0) return;
    }
  }
}

const STOPPING =
  'The server is being stopped, and nothing of this was done: ask again in a moment, when it has started again.';

/**
 * Has a server know what it does for requests, and begin nothing once it is told to stop: handlers go on, and streams are read from, for a while after a client has
 * left, when its connection no longer keeps the server from closing. To be called before any route is made.
 */
export function watchRequests(app: FastifyInstance): void {
  const underWay = new UnderWay();
  app.decorate('underWay', underWay);
  app.addHook('preClose', async () => {
    underWay.isStopping = true;
  });
  app.addHook('onRequest', async () => {
    if (underWay.isStopping) throw new RingledgerError('retry', STOPPING);
  });
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = function handle(request, reply) {
      const answer: unknown = handler.call(this, request, reply);
      if (answer instanceof Promise) underWay.watch(answer);
      return answer;
    };
  });
  app.addHook('onSend', async (_request, _reply, payload) => {
    if (isStream(payload) && !payload.closed) payload.once('close', underWay.begin());
    return payload;
  });
}

function isStream(payload: unknown): payload is Readable {
  return typeof payload === 'object' && payload !== null && 'pipe' in payload && 'closed' in payload;
}
