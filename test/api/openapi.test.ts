import { readFileSync } from 'node:fs';
import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server?.end());

const kept = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the description of our own API', () => {
  it('is that of the routes: else run "npm run describe-api"', async () => {
    const answer = await server.app.server.inject('/api/v1/openapi.json');
    expect(`${JSON.stringify(answer.json(), null, 2)}\n`).toBe(kept('docs/openapi.json'));
  });

  it('is what the types of the pages are made of: else run "npm run describe-api"', async () => {
    expect(astToString(await openapiTypescript(kept('docs/openapi.json')))).toBe(
      kept('web/src/api/schema.ts'),
    );
  });

  it('names every operation once, with an answer that has a shape', () => {
    const { paths } = JSON.parse(kept('docs/openapi.json')) as {
      paths: Record<string, Record<string, { operationId?: string; responses: Record<string, unknown> }>>;
    };
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { responses } of operations) expect(Object.keys(responses)).not.toEqual(['default']);
  });

  it('has shapes that all compile, which the server leaves to the first request that needs them', () => {
    const [asked, answered] = listShapes();
    expect(Math.min(asked.length, answered.length)).toBeGreaterThan(50);
    const check = AjvCompiler()({}, { customOptions: { allErrors: true, removeAdditional: false } });
    for (const schema of asked) check({ schema });
    const write = SerializerSelector()({}, {});
    for (const schema of answered) write({ schema, method: 'GET', url: '/', httpStatus: '200' });
  });
});

interface Shaped {
  readonly schema?: object;
}

interface Parameter extends Shaped {
  readonly name: string;
}

/** What requests are checked by, and what answers are written by. */
function listShapes(): [asked: readonly object[], answered: readonly object[]] {
  const { paths } = JSON.parse(kept('docs/openapi.json')) as {
    paths: Record<
      string,
      Record<string, { parameters?: Parameter[]; requestBody?: Body; responses: Record<string, Body> }>
    >;
  };
  interface Body {
    readonly content?: Record<string, Shaped>;
  }
  const shapesOf = (body: Body | undefined) =>
    Object.values(body?.content ?? {}).flatMap(({ schema }) => schema ?? []);
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  return [
    operations.flatMap(({ parameters = [], requestBody }) => [
      {
        type: 'object',
        properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
      },
      ...shapesOf(requestBody),
    ]),
    operations.flatMap(({ responses }) => Object.values(responses).flatMap(shapesOf)),
  ];
}
