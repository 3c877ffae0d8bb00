import { createShapeCheck } from '../core/check-shape.ts';
import { DIRECTORY_SCHEMA } from './directory-schema.ts';

/** Everything in which a parsed directory.json departs from its schema, a sentence each. */
export const checkShape = createShapeCheck(DIRECTORY_SCHEMA, 'directory');
