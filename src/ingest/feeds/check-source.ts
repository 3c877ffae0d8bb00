import { createShapeCheck, quote } from '../../core/check-shape.ts';
import { collectFaults, type Refuse } from '../../core/collect-faults.ts';
import type { Secrets } from '../../core/seal.ts';
import { suggestWord } from '../../core/suggest-word.ts';
import type { FeedKind } from './feed.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** A source as somebody wants to add it, checked. */
export interface SourceWish {
  readonly name: string;
  readonly kind: FeedKind;
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** Not to be tried first. */
  readonly untested: boolean;
}

/** What somebody wants to be otherwise; a null takes a setting or secret away. */
export interface SourcePatch {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly untested: boolean;
  /** Goes on where it was, although the settings are others. */
  readonly keepPlace: boolean;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** Reads the body of `POST /sources`; refuses with all its faults, which show no secret. */
export function readSourceWish(body: unknown, kinds: readonly FeedKind[]): SourceWish {
  return collectFaults('The source cannot be added.', (refuse) => {
    const written = readObject(body, 'the body', refuse);
    refuseUnknown(written, ['name', 'kind', 'settings', 'secrets', 'untested'], refuse);
    const name = typeof written['name'] === 'string' ? written['name'] : '';
    if (!NAME.test(name)) {
      refuse(
        'name',
        `${quote(written['name'] ?? '')} is no name of a source: write 1 to 64 letters, digits, dots, dashes and underscores, such as head-office.`,
      );
    }
    const settings = readObject(written['settings'] ?? {}, 'settings', refuse);
    const secrets = readObject(written['secrets'] ?? {}, 'secrets', refuse);
    const kind = findKind(written['kind'], kinds, refuse);
    if (kind !== undefined) checkSettings(kind, settings, secrets, refuse);
    const untested = readFlag(written, 'untested', refuse);
    // Without a kind there is a fault, and nothing is given back.
    return { name, kind: kind as FeedKind, settings, secrets, untested };
  });
}

/** Reads the body of `PATCH /sources/NAME`. */
export function readSourcePatch(body: unknown): SourcePatch {
  return collectFaults('The source cannot be changed so.', (refuse) => {
    const written = readObject(body, 'the body', refuse);
    refuseUnknown(written, ['settings', 'secrets', 'untested', 'keepPlace'], refuse);
    return {
      settings: readObject(written['settings'] ?? {}, 'settings', refuse),
      secrets: readObject(written['secrets'] ?? {}, 'secrets', refuse),
      untested: readFlag(written, 'untested', refuse),
      keepPlace: readFlag(written, 'keepPlace', refuse),
    };
  });
}

/** Checks what a source is to have after a change; refuses with all faults. */
export function checkPatched(kind: FeedKind, settings: Settings, secrets: Secrets): void {
  collectFaults('The source cannot be changed so.', (refuse) =>
    checkSettings(kind, settings, secrets, refuse),
  );
}

/** What stands in `before`, with what `patch` says otherwise. */
export function patchRecord(before: Settings, patch: Settings): Settings {
  return Object.fromEntries(
    Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null && value !== undefined),
  );
}

function checkSettings(kind: FeedKind, settings: Settings, secrets: Secrets, refuse: Refuse): void {
  for (const name of Object.keys(settings)) {
    if (kind.secrets.includes(name)) {
      refuse(
        `settings.${name}`,
        `"${name}" is secret: give it among the secrets, where it is kept encrypted.`,
      );
    }
  }
  for (const name of Object.keys(secrets)) {
    if (!kind.secrets.includes(name)) {
      refuse(`secrets.${name}`, `"${name}" is no secret of the kind ${kind.kind}${secretsOf(kind)}`);
    }
  }
  const given = Object.entries(secrets).filter(([name]) => kind.secrets.includes(name));
  const open = Object.entries(settings).filter(([name]) => !kind.secrets.includes(name));
  for (const { where, message } of createShapeCheck(
    kind.settings,
    'settings',
  )({
    ...Object.fromEntries(open),
    ...Object.fromEntries(given),
  })) {
    const secret = kind.secrets.find((name) => where === name || where.startsWith(`${name}[`));
    if (secret === undefined) refuse(where === 'settings' ? where : `settings.${where}`, message);
    else {
      const { title = secret, description = 'a text' } = kind.settings.properties?.[secret] ?? {};
      refuse(`secrets.${secret}`, `what was given (not shown) is not ${title}: write ${description}.`);
    }
  }
}

function secretsOf({ secrets }: FeedKind): string {
  return secrets.length === 0
    ? ', which has none: give it among the settings.'
    : `; its secrets are ${secrets.join(', ')}.`;
}

/** The kind of that name; refuses another with the names there are. */
function findKind(written: unknown, kinds: readonly FeedKind[], refuse: Refuse): FeedKind | undefined {
  const names = kinds.map(({ kind }) => kind);
  const kind = kinds.find((one) => one.kind === written);
  if (kind !== undefined) return kind;
  const meant = typeof written === 'string' ? suggestWord(written, names) : undefined;
  const fix = meant === undefined ? `write one of ${names.join(', ')}.` : `did you mean "${meant}"?`;
  refuse('kind', `${quote(written ?? '')} is no kind of source; ${fix}`);
  return undefined;
}

function readObject(written: unknown, where: string, refuse: Refuse): Settings {
  if (typeof written === 'object' && written !== null && !Array.isArray(written)) return written as Settings;
  refuse(where, 'this is not a JSON object: write one in braces.');
  return {};
}

function refuseUnknown(written: Settings, known: readonly string[], refuse: Refuse): void {
  for (const key of Object.keys(written)) {
    if (!known.includes(key)) refuse(key, `there is no ${quote(key)} here; write ${known.join(', ')}.`);
  }
}

function readFlag(written: Settings, name: string, refuse: Refuse): boolean {
  const value = written[name] ?? false;
  if (typeof value !== 'boolean') refuse(name, `${quote(value)} is not true or false.`);
  return value === true;
}
