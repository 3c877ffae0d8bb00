import { Type } from 'typebox';

/**
 * Options of a route whose own reader judges what is sent: the schemas describe it, and what is wrong is told by the
 * reader, whose sentences know more than a schema does.
 */
export const READ_BY_ROUTE = { validatorCompiler: () => () => true } as const;

/** Body of a route that takes a file's text as it stands. */
export const FILE_TEXT = Type.String({ description: "The file's text." });

/** Answer of a job that may take long. */
export const PROGRESS_LINES = {
  description:
    'JSON lines: {"progress":{"done","total"}} as it goes, and at the end {"result"} or {"problem"}.',
  content: { 'application/x-ndjson': { schema: Type.String() } },
} as const;

/** An instant as RFC 3339. */
export const INSTANT = Type.String({ format: 'date-time' });

/** Text, or nothing. */
export const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
