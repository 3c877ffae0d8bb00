/**
 * The shape of a JSON file in one place: it is published as a schema under docs/, checks what is imported, and words
 * the faults. `title` names a thing as a sentence would, `description` says what to write, and the first of `examples`
 * shows it.
 */
export interface Shape {
  readonly $schema?: string;
  readonly type: ShapeType | readonly [ShapeType, 'null'];
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly minimum?: number;
  readonly maximum?: number;
}

type ShapeType = 'object' | 'array' | 'string' | 'integer';

/** No control characters nor halves of surrogate pairs, which no store keeps; no blanks at the ends, which hide twins. */
export const NAME = '^[^\\s\\p{Cc}\\p{Cs}]([^\\p{Cc}\\p{Cs}]{0,198}[^\\s\\p{Cc}\\p{Cs}])?$';
export const WORD = '^[^\\s,\\p{Cc}\\p{Cs}]{1,64}$';
export const NAME_RULE = 'a text of 1 to 200 characters, no blanks at its ends, no control characters';

export const text = (title: string, description: string, pattern: string, example: string): Shape => ({
  type: 'string',
  title,
  description,
  pattern,
  examples: [example],
});

export const list = (title: string, items: Shape, example: readonly unknown[]): Shape => ({
  type: 'array',
  title,
  description: 'a list in square brackets',
  items,
  examples: [example],
});

export const record = (
  title: string,
  properties: Readonly<Record<string, Shape>>,
  required: readonly string[],
): Shape => ({
  type: 'object',
  title,
  description: 'an object in braces',
  properties,
  required,
  additionalProperties: false,
});
