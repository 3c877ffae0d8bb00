import type { FoundCalled, FoundExtension } from '../found-directory.ts';
import type { ConfSection } from './conf-sections.ts';
import type { Dialplan } from './dialplan.ts';
import type { Peer } from './peers.ts';
import type { Phones } from './phones.ts';

/** What can be dialled inside. */
export interface Numbers {
  readonly extensions: readonly FoundExtension[];
  readonly groups: readonly FoundCalled[];
  readonly queues: readonly FoundCalled[];
}

/** Numbers that can be dialled by phones, and what they ring; a phone's own extensions are added to it. */
export function readNumbers(
  plan: Dialplan,
  phones: Phones,
  trunks: readonly Peer[],
  sections: readonly ConfSection[],
  company: string,
): Numbers {
  const queueNumbers = new Map<string, { number: string; company: string }>();
  const several: Ringing[] = [];
  for (const { number, names, isHinted, queue, companies } of listRinging(plan, phones, trunks)) {
    const [owner = company, another] = companies;
    if (queue !== undefined) {
      const at = { number, company: another === undefined ? owner : company };
      queueNumbers.set(queue, queueNumbers.get(queue) ?? at);
    } else if (names.length > 1 && !isHinted) several.push({ number, names });
    else for (const name of names) addNumber(phones, name, number);
  }
  addOwnNames(plan, phones);
  const groups = readGroups(several, phones, company);
  return {
    extensions: listExtensions(phones, groups),
    groups: [...groups.values()],
    queues: sections.flatMap((section): readonly FoundCalled[] => {
      const at = queueNumbers.get(section.name);
      if (at === undefined) return [];
      const members = memberNames(section).flatMap((name) => phones.get(name)?.device.extensions[0] ?? []);
      return [{ ...at, name: section.name, members: [...new Set(members)] }];
    }),
  };
}

/** Every number that phones dial, with what it rings: phones by its hint, else by what it dials, or a queue. */
function listRinging(plan: Dialplan, phones: Phones, trunks: readonly Peer[]) {
  return [...listDialled(plan, phones, trunks)].flatMap(([context, companies]) => {
    const numbers = plan.numbers(context).filter((one) => /^\d+$/.test(one));
    return numbers.map((number) => {
      const target = plan.follow(context, number)?.target;
      const hinted = plan.hint(context, number);
      const rung = hinted.length > 0 || target?.kind !== 'devices' ? hinted : target.names;
      return {
        number,
        names: rung.filter((name) => phones.has(name)),
        isHinted: hinted.length > 0,
        queue: target?.kind === 'queue' ? target.name : undefined,
        companies,
      };
    });
  });
}

/** A number that rings several phones. */
interface Ringing {
  readonly number: string;
  readonly names: readonly string[];
}

/** Contexts that phones dial in, with the companies of those phones; not those in which trunks do. */
function listDialled(plan: Dialplan, phones: Phones, trunks: readonly Peer[]) {
  const outside = new Set(trunks.flatMap(({ context }) => plan.reach(context)));
  const dialled = new Map<string, Set<string>>();
  for (const { peer, device } of phones.values()) {
    for (const context of plan.reach(peer.context)) {
      if (!outside.has(context))
        dialled.set(context, (dialled.get(context) ?? new Set()).add(device.company));
    }
  }
  return dialled;
}

/** Phones that are named by the number that rings them, as with `_2XX` and `Dial(SIP/${EXTEN})`. */
function addOwnNames(plan: Dialplan, phones: Phones): void {
  for (const { peer, device } of phones.values()) {
    const target = plan.follow(peer.context, device.sipName)?.target;
    const rings = target?.kind === 'devices' && target.names.includes(device.sipName);
    if (rings && /^\d+$/.test(device.sipName)) addNumber(phones, device.sipName, device.sipName);
  }
}

/** Numbers that ring phones of several extensions; one that rings several phones of its own is an extension. */
function readGroups(several: readonly Ringing[], phones: Phones, company: string) {
  const groups = new Map<string, FoundCalled>();
  for (const { number, names } of several) {
    const own = names.map((name) => phones.get(name)?.device.extensions ?? []);
    const isOne = own.every((list) => list.includes(number)) || own.every((list) => list.length === 0);
    if (isOne) {
      for (const name of names) addNumber(phones, name, number);
      continue;
    }
    const owner = phones.get(names[0] ?? '')?.device.company ?? company;
    const members = [...new Set(own.flatMap(([first]) => first ?? []))];
    groups.set(`${owner}\0${number}`, { number, company: owner, members });
  }
  return groups;
}

function addNumber(phones: Phones, name: string, number: string): void {
  const list = phones.get(name)?.device.extensions;
  if (list !== undefined && !list.includes(number)) list.push(number);
}

function listExtensions(phones: Phones, groups: ReadonlyMap<string, unknown>): readonly FoundExtension[] {
  const extensions = new Map<string, FoundExtension>();
  for (const { peer, device } of phones.values()) {
    for (const number of device.extensions) {
      const key = `${device.company}\0${number}`;
      const isOwn = peer.callerNumber === number;
      const known = extensions.get(key);
      if (groups.has(key) || (known?.name !== undefined && !isOwn)) continue;
      const name = known?.name ?? device.owner;
      extensions.set(key, { number, company: device.company, ...(name === undefined ? {} : { name }) });
    }
  }
  return [...extensions.values()];
}

/** `member => SIP/0500000004002,0,Cleo Hart`. */
export function memberNames({ lines }: ConfSection): readonly string[] {
  return lines.flatMap(({ key, value }) => {
    const [, name] = /^[A-Za-z0-9]+\/([^,@/]+)/.exec(value) ?? [];
    return key === 'member' && name !== undefined ? [name] : [];
  });
}
