import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance, FastifySchema, FastifySchemaCompiler } from 'fastify';

type Check = ReturnType<FastifySchemaCompiler<FastifySchema>>;
type Write = (value: unknown) => string;

/**
 * Has the schemas of routes compiled when a request first needs them, by Fastify's own compilers: of the few hundred
 * there are a start needs none, and most days a few dozen. Every fault is told at once, and nothing that is unknown is
 * passed over without a word.
 */
export function compileSchemasLate(app: FastifyInstance): void {
  const compileCheck = AjvCompiler()({}, { customOptions: { allErrors: true, removeAdditional: false } });
  app.setValidatorCompiler((route) => checkLate(() => compileCheck(route) as Check));
  const compileWriter = SerializerSelector()({}, {});
  app.setSerializerCompiler(({ httpStatus = '', ...route }) =>
    writeLate(() => compileWriter({ ...route, httpStatus })),
  );
}

function checkLate(compile: () => Check): Check {
  let check: Check | undefined;
  const late: Check = (value: unknown) => {
    check ??= compile();
    const answer = check(value);
    // The server reads the faults off the function it called.
    late.errors = check.errors ?? null;
    return answer;
  };
  return late;
}

function writeLate(compile: () => Write): Write {
  let write: Write | undefined;
  return (value) => {
    write ??= compile();
    return write(value);
  };
}
