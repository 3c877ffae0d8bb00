import type {
  FoundCalled,
  FoundDdi,
  FoundDevice,
  FoundDirectory,
  FoundExtension,
  FoundTrunk,
} from '../found-directory.ts';
import { type ConfFile, type ConfSection, readConf } from './conf-sections.ts';
import { type Dialplan, readDialplan, type Target } from './dialplan.ts';
import { type Peer, readPjsipPeers, readSipPeers } from './peers.ts';

/** Longest number that is taken for one inside the PBX where only a caller id tells it. */
const LONGEST_INNER = 6;
/** How often a number may lead to another before it is given up. */
const FURTHEST = 8;

/**
 * What plain configuration files tell: phones and trunks by sip.conf and pjsip.conf, and by extensions.conf what rings them
 * and where outside numbers lead; members of queues by queues.conf. A company is the accountcode of its phones, else
 * `company`. What is told only by what happens in a call (variables, conditions, databases) is not told.
 */
export function readAsterisk(files: readonly ConfFile[], company: string): FoundDirectory {
  const notes: string[] = [];
  const conf = (name: string) => readConf(files, name, notes);
  const plan = readDialplan(conf('extensions.conf'));
  const sections = conf('queues.conf').filter(({ name }) => name !== 'general');
  const peers = [...readPjsipPeers(conf('pjsip.conf')), ...readSipPeers(conf('sip.conf'))];
  const rung = new Set([...listRung(plan), ...sections.flatMap(memberNames)]);
  const isTrunk = (peer: Peer) =>
    peer.callerNumber === undefined &&
    (plan.carriers.has(peer.name) ||
      (!peer.isPhone && !rung.has(peer.name)) ||
      (peer.isCarrier && !peer.isPhone));
  const phones = readPhones(
    peers.filter((peer) => !isTrunk(peer)),
    plan,
    company,
  );
  const trunks = peers.filter(isTrunk);
  const numbers = readNumbers(plan, phones, trunks, sections, company);
  return {
    ...(files.some(({ name }) => name === 'sip.conf' || name === 'pjsip.conf')
      ? {
          extensions: numbers.extensions,
          devices: [...phones.values()].map(({ device }) => device),
          trunks: trunks.map(
            ({ name, technology }): FoundTrunk => ({ id: name, channels: [`${technology}/${name}`] }),
          ),
        }
      : {}),
    ...(files.some(({ name }) => name === 'extensions.conf')
      ? { groups: numbers.groups, ddis: readDdis(plan, trunks, numbers, phones, company, notes) }
      : {}),
    ...(sections.length > 0 ? { queues: numbers.queues } : {}),
    notes,
  };
}

interface Phone {
  readonly peer: Peer;
  readonly device: FoundDevice & { readonly extensions: string[] };
}
type Phones = ReadonlyMap<string, Phone>;

function readPhones(peers: readonly Peer[], plan: Dialplan, company: string): Phones {
  const phones = new Map<string, Phone>();
  for (const peer of peers) {
    const { name, callerNumber, callerName, accountcode, isWebrtc } = peer;
    const isInner =
      callerNumber !== undefined &&
      (callerNumber.length <= LONGEST_INNER ||
        plan.follow(peer.context, callerNumber)?.target?.kind === 'devices');
    phones.set(name, {
      peer,
      device: {
        sipName: name,
        company: accountcode ?? company,
        ...(callerName === undefined ? {} : { owner: callerName }),
        ...(isWebrtc ? { kind: 'keevio' } : {}),
        extensions: isInner ? [callerNumber] : [],
      },
    });
  }
  return phones;
}

interface Numbers {
  readonly extensions: readonly FoundExtension[];
  readonly groups: readonly FoundCalled[];
  readonly queues: readonly FoundCalled[];
}

/** Numbers that can be dialled by phones, and what they ring; a phone's own extensions are added to it. */
function readNumbers(
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

/** Outside numbers that trunks deliver, as far as they lead straight to an extension, queue or group. */
function readDdis(
  plan: Dialplan,
  trunks: readonly Peer[],
  numbers: Numbers,
  phones: Phones,
  company: string,
  notes: string[],
): readonly FoundDdi[] {
  const ddis = new Map<string, FoundDdi>();
  const unclear: string[] = [];
  for (const context of new Set(trunks.flatMap((trunk) => plan.reach(trunk.context)))) {
    for (const number of plan.numbers(context)) {
      if (!/^\+?\d{2,20}$/.test(number) || ddis.has(number)) continue;
      const { target, accountcode } = followFar(plan, context, number);
      const called = findCalled(target, numbers, phones, accountcode);
      if (called === undefined) unclear.push(number);
      else ddis.set(number, { number, company: called.company ?? company, destination: called.number });
    }
  }
  if (unclear.length > 0) {
    notes.push(
      `Where these outside numbers lead is not written plainly: ${unclear.join(', ')}. Describe them with directory import.`,
    );
  }
  return [...ddis.values()];
}

/** Follows a number over others until it rings something. */
function followFar(
  plan: Dialplan,
  context: string,
  number: string,
): { target: Target | undefined; accountcode: string | undefined } {
  let at = { context, number };
  let accountcode: string | undefined;
  for (let step = 0; step < FURTHEST; step += 1) {
    const route = plan.follow(at.context, at.number);
    accountcode ??= route?.accountcode;
    if (route?.target?.kind !== 'number')
      return { target: step === 0 ? route?.target : (route?.target ?? undefined), accountcode };
    at = route.target;
  }
  return { target: undefined, accountcode };
}

function findCalled(
  target: Target | undefined,
  { groups, queues, extensions }: Numbers,
  phones: Phones,
  company: string | undefined,
): { readonly number: string; readonly company: string } | undefined {
  if (target?.kind === 'queue') return queues.find(({ name }) => name === target.name);
  if (target?.kind !== 'devices') return undefined;
  const rung = target.names.flatMap((name) => phones.get(name)?.device ?? []);
  const [first] = rung;
  if (first === undefined) return undefined;
  const numbers = [...new Set(rung.flatMap(({ extensions: [own] }) => own ?? []))];
  const [number] = numbers;
  const owner = company ?? first.company;
  if (numbers.length === 1) return extensions.find((one) => one.number === number && one.company === owner);
  return groups.find(
    ({ members = [], company: of }) =>
      of === owner && members.length === numbers.length && numbers.every((one) => members.includes(one)),
  );
}

/** Names of devices that any number rings. */
function listRung(plan: Dialplan): readonly string[] {
  return plan.contexts().flatMap((context) =>
    plan.numbers(context).flatMap((number) => {
      const target = plan.follow(context, number)?.target;
      return [...(target?.kind === 'devices' ? target.names : []), ...plan.hint(context, number)];
    }),
  );
}

/** `member => SIP/0500000004002,0,Cleo Hart`. */
function memberNames({ lines }: ConfSection): readonly string[] {
  return lines.flatMap(({ key, value }) => {
    const [, name] = /^[A-Za-z0-9]+\/([^,@/]+)/.exec(value) ?? [];
    return key === 'member' && name !== undefined ? [name] : [];
  });
}
