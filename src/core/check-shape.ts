import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Fault } from './errors.ts';
import type { Shape } from './json-shape.ts';
import { suggestWord } from './suggest-word.ts';

/** Longer values are cut: enough of them to be found again. */
const LONGEST_QUOTE = 80;

/**
 * A check of parsed JSON by its shape: everything in which it departs, a sentence each, with its path; `root` is the
 * path of the whole. Made ready by its first use, as that takes far longer than a check and a start makes many of them.
 */
export function createShapeCheck(shape: Shape, root: string): (json: unknown) => readonly Fault[] {
  let validate: ValidateFunction | undefined;
  return (json) => {
    validate ??= compile(shape);
    if (validate(json)) return [];
    const faults = (validate.errors ?? []).map((error) => ({
      where: toPath(error.instancePath, root),
      message: toSentence(error),
    }));
    // A value that breaks two keywords in one way is one fault.
    return [...new Map(faults.map((fault) => [`${fault.where} ${fault.message}`, fault])).values()];
  };
}

let compiler: Ajv | undefined;

/** `verbose` hands each fault the value and the schema it broke, out of which its sentence is made. */
function compile(shape: Shape): ValidateFunction {
  compiler ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  return compiler.compile(shape);
}

/** A value as a sentence quotes it. */
export function quote(value: unknown): string {
  const whole = JSON.stringify(value) ?? String(value);
  return whole.length <= LONGEST_QUOTE ? whole : `${whole.slice(0, LONGEST_QUOTE)}…`;
}

/** `/devices/3/company` → `devices[3].company`. */
function toPath(pointer: string, root: string): string {
  const steps = pointer.split('/').slice(1);
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return path === '' ? root : path.replace(/^\./, '');
}

function toSentence({ keyword, params, data, parentSchema }: ErrorObject): string {
  const shape = parentSchema as unknown as Shape;
  if (keyword === 'required') return missingSentence(shape, String(params['missingProperty']));
  if (keyword === 'additionalProperties') return unknownSentence(shape, String(params['additionalProperty']));
  if (keyword === 'minItems')
    return `the list is empty: write ${titleOf(shape)}, for example ${exampleOf(shape)}.`;
  if (shape.enum !== undefined) {
    return `${quote(data)} is not ${titleOf(shape)}: write ${shape.enum.map(quote).join(' or ')}.`;
  }
  if (typeof data === 'number' && isDigits(shape.examples?.[0])) {
    return `${quote(data)} is a number: write it in quotes, ${quote(String(data))}, as zeros in front count.`;
  }
  return `${quote(data)} is not ${titleOf(shape)}: write ${shape.description}${forExample(shape)}.`;
}

function missingSentence(shape: Shape, key: string): string {
  const wanted = shape.properties?.[key];
  const fix =
    wanted === undefined ? '' : `: add ${titleOf(wanted)}, for example "${key}": ${exampleOf(wanted)}`;
  return `"${key}" is missing${fix}.`;
}

function unknownSentence(shape: Shape, key: string): string {
  const keys = Object.keys(shape.properties ?? {}).filter((known) => !known.startsWith('$'));
  const meant = suggestWord(key, keys);
  const fix =
    meant === undefined ? `write one of ${keys.join(', ')}, or take it away.` : `did you mean "${meant}"?`;
  return `there is no ${quote(key)} in ${titleOf(shape)}; ${fix}`;
}

function titleOf(shape: Shape): string {
  return shape.title ?? 'what belongs here';
}

/** Numbers of phones are texts of digits; whoever writes a number for one means its digits. */
function isDigits(example: unknown): boolean {
  return typeof example === 'string' && /^\d+$/.test(example);
}

function forExample(shape: Shape): string {
  return shape.examples === undefined ? '' : `, for example ${exampleOf(shape)}`;
}

function exampleOf(shape: Shape): string {
  return JSON.stringify(shape.examples?.[0]);
}
