import { addTo, mapUnder } from '../../../core/dated-entries.ts';
import type { ConfSection } from './conf-sections.ts';

/** What a number leads to first. */
export type Target =
  | { readonly kind: 'devices'; readonly names: readonly string[] }
  | { readonly kind: 'queue'; readonly name: string }
  | { readonly kind: 'number'; readonly context: string; readonly number: string };

interface Route {
  readonly target: Target | undefined;
  /** What `Set(CDR(accountcode)=…)` or `Set(CHANNEL(accountcode)=…)` says on the way there. */
  readonly accountcode: string | undefined;
}

export interface Dialplan {
  /** A context and those it includes, itself first. */
  reach(context: string): readonly string[];
  /** Numbers, and patterns that begin with `_`, that a context has itself. */
  numbers(context: string): readonly string[];
  contexts(): readonly string[];
  /** Where a number that is dialled in a context leads; undefined where the context does not know it. */
  follow(context: string, number: string): Route | undefined;
  /** Devices that a hint watches: those that ring for the number. */
  hint(context: string, number: string): readonly string[];
  /** Peers that are dialled with a number behind them: what carries calls outside. */
  readonly carriers: ReadonlySet<string>;
}

interface Step {
  readonly app: string;
  readonly args: string;
}

const TECHNOLOGY = /^(?:SIP|PJSIP|IAX2|Agent)\//i;

/** Makes the sections of extensions.conf answer where numbers lead, as far as it is written plainly. */
export function readDialplan(sections: readonly ConfSection[]): Dialplan {
  const globals = new Map(
    sections
      .filter(({ name }) => name === 'globals')
      .flatMap(({ lines }) => lines.map(({ key, value }) => [key, value])),
  );
  const expand = (text: string, number: string) =>
    text.replaceAll(
      /\$\{(?:GLOBAL\()?(\w+)\)?(?::(\d+))?\}/g,
      (whole, name: string, cut: string | undefined) => {
        const value = name === 'EXTEN' ? number : globals.get(name.toLowerCase());
        return value === undefined ? whole : value.slice(Number(cut ?? 0));
      },
    );
  const { routes, hints, includes } = collectSteps(sections);
  const reach = (context: string, seen = new Set<string>()): readonly string[] => {
    if (seen.has(context)) return [];
    seen.add(context);
    return [context, ...(includes.get(context) ?? []).flatMap((one) => reach(one, seen))];
  };
  const findSteps = (context: string, number: string) => {
    const own = routes.get(context);
    const pattern = [...(own?.keys() ?? [])].find(
      (one) => one.startsWith('_') && matchesPattern(one, number),
    );
    return own?.get(number) ?? (pattern === undefined ? undefined : own?.get(pattern));
  };
  return {
    reach,
    numbers: (context) => [...(routes.get(context)?.keys() ?? [])],
    contexts: () => [...routes.keys()],
    follow: (context, number) => {
      const home = reach(context).find((one) => findSteps(one, number) !== undefined);
      return home === undefined ? undefined : walk(findSteps(home, number) ?? [], home, number, expand);
    },
    hint: (context, number) => {
      const home = reach(context).find((one) => hints.has(`${one}\0${number}`));
      return home === undefined ? [] : namesIn(expand(hints.get(`${home}\0${number}`) ?? '', number)).devices;
    },
    carriers: new Set(
      [...routes.values()].flatMap((own) =>
        [...own].flatMap(([number, steps]) =>
          steps.flatMap(({ app, args }) =>
            app === 'dial' ? namesIn(expand(args.split(',')[0] ?? '', number)).carriers : [],
          ),
        ),
      ),
    ),
  };
}

/** Steps by context and number, hints, and which contexts include which. */
function collectSteps(sections: readonly ConfSection[]) {
  const routes = new Map<string, Map<string, Step[]>>();
  const hints = new Map<string, string>();
  const includes = new Map<string, string[]>();
  const own = sections.filter(({ name }) => name !== 'globals' && name !== 'general');
  for (const { name, lines } of own) {
    const steps = mapUnder(routes, name);
    const included = lines.filter(({ key }) => key === 'include');
    for (const { value } of included) addTo(includes, name, value.split(/[|,]/)[0]?.trim() ?? '');
    let number = '';
    for (const { key, value } of lines.filter((line) => line.key === 'exten' || line.key === 'same')) {
      const line = readStepLine(key, value);
      number = line.number ?? number;
      if (line.isHint) hints.set(`${name}\0${number}`, line.action);
      else addTo(steps, number, toStep(line.action));
    }
  }
  return { routes, hints, includes };
}

/** `200,1,Dial(…)` of an exten, `n(label),Dial(…)` of a same; a caller's number behind a slash is left out. */
function readStepLine(key: string, value: string) {
  const parts = value.split(',');
  const number = key === 'exten' ? (parts.shift()?.trim().split('/')[0] ?? '') : undefined;
  const [priority = '', ...rest] = parts;
  return { number, isHint: priority.trim() === 'hint', action: rest.join(',').trim() };
}

function toStep(action: string): Step {
  const [, app = '', args = ''] = /^(\w+)\s*(?:\((.*)\))?\s*$/s.exec(action) ?? [];
  return { app: app.toLowerCase(), args };
}

/** The first step that leads somewhere decides; jumps on conditions are left out, and what is dialled last is not asked. */
function walk(
  steps: readonly Step[],
  context: string,
  number: string,
  expand: (text: string, number: string) => string,
): Route {
  let accountcode: string | undefined;
  for (const { app, args } of steps) {
    const words = args.split(',').map((one) => expand(one, number).trim());
    const [, account] = /^(?:CDR|CHANNEL)\(accountcode\)=(\S+)$/i.exec(words[0] ?? '') ?? [];
    if (app === 'set' && account !== undefined) accountcode = account;
    if (app === 'dial') return { target: readDial(words[0] ?? '', context), accountcode };
    if (app === 'queue') return { target: { kind: 'queue', name: words[0] ?? '' }, accountcode };
    if (app === 'goto' && words.length > 1) return { target: readGoto(words, context), accountcode };
  }
  return { target: undefined, accountcode };
}

function readDial(dialled: string, context: string): Target | undefined {
  const [, inside, within = context] = /^Local\/([^@/]+)(?:@([^/]+))?(?:\/n)?$/i.exec(dialled) ?? [];
  if (inside !== undefined) return { kind: 'number', context: within, number: inside };
  const { devices } = namesIn(dialled);
  return devices.length === 0 ? undefined : { kind: 'devices', names: devices };
}

/** `context,number,priority`, or `number,priority` within one context. */
function readGoto(words: readonly string[], context: string): Target {
  const [first = '', second = ''] = words;
  return words.length === 2
    ? { kind: 'number', context, number: first }
    : { kind: 'number', context: first, number: second };
}

/** `SIP/a&SIP/b` names devices, `SIP/trunk/0770…` and `SIP/0770…@trunk` carriers. */
function namesIn(dialled: string): {
  readonly devices: readonly string[];
  readonly carriers: readonly string[];
} {
  const devices: string[] = [];
  const carriers: string[] = [];
  for (const one of dialled.split('&')) {
    if (!TECHNOLOGY.test(one.trim())) continue;
    const name = one.trim().slice(one.trim().indexOf('/') + 1);
    const [before = '', after] = name.split('@');
    if (after !== undefined) carriers.push(after.split('/')[0] ?? '');
    else if (name.includes('/')) carriers.push(before.split('/')[0] ?? '');
    else if (!name.includes('$')) devices.push(name);
  }
  return { devices, carriers };
}

/** Asterisk's patterns: X, Z and N for digits, `[…]` for some, `.` and `!` for whatever follows. */
function matchesPattern(pattern: string, number: string): boolean {
  const classes: Readonly<Record<string, string>> = {
    X: '[0-9]',
    Z: '[1-9]',
    N: '[2-9]',
    '.': '.+',
    '!': '.*',
  };
  const source = pattern
    .slice(1)
    .replaceAll(/\[[^\]]+\]|[XZNxzn.!]|[\\^$|+*?(){}]|-/g, (mark) =>
      mark.startsWith('[') ? mark : mark === '-' ? '' : (classes[mark.toUpperCase()] ?? `\\${mark}`),
    );
  return new RegExp(`^${source}$`).test(number);
}
