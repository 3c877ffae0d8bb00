import type { Callable, DeviceEntry } from '../../core/directory.ts';
import type { Party } from '../../core/journey.ts';
import { deviceOfChannel } from '../attribute/find-device.ts';
import type { CallFacts } from '../attribute/read-call.ts';
import type { Row } from '../attribute/read-rows.ts';

/** One for each entry of a directory: the same few take part in millions of calls. */
const OF_ENTRIES = new WeakMap<DeviceEntry | Callable, Party>();

function keepParty(entry: DeviceEntry | Callable, party: Party): Party {
  OF_ENTRIES.set(entry, party);
  return party;
}

export function deviceParty(device: DeviceEntry): Party {
  const known = OF_ENTRIES.get(device);
  if (known !== undefined) return known;
  const { id, extensions, owner, company } = device;
  return keepParty(device, {
    kind: 'device',
    id,
    number: extensions[0] ?? '',
    name: owner,
    company,
    trunk: '',
  });
}

export function callableParty(callable: Callable): Party {
  const known = OF_ENTRIES.get(callable);
  if (known !== undefined) return known;
  const { kind, number, name, company } = callable;
  return keepParty(callable, { kind, id: number, number: '', name, company, trunk: '' });
}

function outsideParty(number: string, trunk: string): Party {
  return { kind: 'outside', id: number, number: '', name: '', company: '', trunk };
}

/** An application of the PBX, or a code that leads to one. */
export function serviceParty(name: string, company: string): Party {
  return { kind: 'service', id: name, number: '', name: '', company, trunk: '' };
}

/** A number that is neither outside nor in the directory. */
function unknownParty(number: string, company: string): Party {
  return { kind: 'extension', id: number, number: '', name: '', company, trunk: '' };
}

/** Who is on a row's first channel; behind half of a Local pair stands whoever called. */
export function callerOf(row: Row, call: CallFacts): Party {
  const { from, cdr } = row;
  if (from.device !== undefined) return deviceParty(from.device);
  if (from.local && row !== call.origin && !call.origin.from.local) return callerOf(call.origin, call);
  const rung = row.fromRung ? call.index.to(from.channel)[0] : undefined;
  if (rung !== undefined && rung !== row) return calledOf(rung, call);
  if (from.trunk !== undefined || call.external) return outsideParty(cdr.src, from.trunk?.id ?? '');
  return unknownParty(cdr.src || from.peer, call.company);
}

/** Who is on a row's second channel. */
export function calledOf(row: Row, call: CallFacts): Party {
  const { to, cdr } = row;
  if (to.device !== undefined) return deviceParty(to.device);
  if (row.leaves || to.trunk !== undefined) return outsideParty(numberOf(row), to.trunk?.id ?? '');
  return row.dialled === undefined ? unknownParty(cdr.dst, call.company) : callableParty(row.dialled);
}

/** What a row's caller dialled. */
export function dialledOf(row: Row, call: CallFacts): Party {
  const { cdr, dialled } = row;
  if (dialled !== undefined) return callableParty(dialled);
  if (row.leaves) return outsideParty(numberOf(row), row.to.trunk?.id ?? '');
  if (/^[*#]/.test(cdr.dst)) return serviceParty(cdr.dst, call.company);
  return call.external && call.ddi === cdr.dst
    ? outsideParty(cdr.dst, '')
    : unknownParty(cdr.dst, call.company);
}

function numberOf({ cdr }: Row): string {
  if (/^[+*#\d]{3,}$/.test(cdr.dst)) return cdr.dst;
  return /\/\+?(\d{3,})(?:@|$|,)/.exec(cdr.lastdata.split(',')[0] ?? '')?.[1] ?? cdr.dst;
}

/** Who is on a channel that events name: of a row if it stands in one, else by the directory. */
export function partyOfChannel(channel: string, call: CallFacts): Party | undefined {
  if (channel === '') return undefined;
  const [row] = call.index.touching(channel);
  if (row !== undefined) return row.from.channel === channel ? callerOf(row, call) : calledOf(row, call);
  const device = deviceOfChannel(channel, call.directory, call.at);
  return device && deviceParty(device);
}

/** What a number means to a company: one of its own, an outside number, or a code. */
export function partyOfNumber(number: string, company: string, call: CallFacts): Party {
  const callable = call.directory.callable(number, company, call.at);
  if (callable !== undefined) return callableParty(callable);
  if (/^[*#]/.test(number)) return serviceParty(number, company);
  return number.length > 5 ? outsideParty(number, '') : unknownParty(number, company);
}
