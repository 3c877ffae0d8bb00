import { DEFAULT_COMPANY } from '../core/directory-keys.ts';
import type { Told } from './tell-unreadable.ts';
import type { FoundWork } from './work-item.ts';

/** Tells of legs under nobody's name: what they are known by, and the entry of the directory that is missing. */
export function tellOwnerless({ group, example }: FoundWork): Told {
  const { place: company, facts, count } = group;
  const [side = '', known = ''] = facts;
  const account = example?.cdr?.accountcode ?? '';
  const byAccount =
    account === '' || company !== DEFAULT_COMPANY.id
      ? ''
      : ` Their account code "${account}" names no company: a company of that id would have them all.`;
  const told = side === 'out' ? tellCaller(known, count) : tellCalled(known, count);
  return {
    place: told.place,
    reason: `${told.reason} They stand under company ${company}.`,
    fix: {
      kind: 'owner',
      what: `${told.what}${byAccount} Calls that are here already follow at once.`,
      command: 'directory import directory.json',
      request: {
        method: 'POST',
        path: 'directory',
        ...(told.entry === undefined ? {} : { body: told.entry }),
      },
    },
  };
}

interface Owner {
  readonly place: string;
  readonly reason: string;
  readonly what: string;
  /** What the directory lacks, as far as it is known here. */
  readonly entry: unknown;
}

function tellCaller(channel: string, count: number): Owner {
  if (channel === '') {
    return {
      place: 'calls sent by nobody',
      reason: `${legs(count)} left the PBX by no phone: neither its channel nor a transfer or forward tells who sent them.`,
      what: 'Give the trunk they came in by to the directory (trunks, with its channels), or the DDI they were for.',
      entry: undefined,
    };
  }
  return {
    place: `channel ${channel}`,
    reason: `${legs(count)} came from channel "${channel}", which is no device and no trunk of the directory.`,
    what: `Add a device whose sipName is "${channel}" to the directory, with its owner and company; or, if it leads outside, a trunk that lists its channel.`,
    entry: { devices: [{ sipName: channel }] },
  };
}

function tellCalled(ddi: string, count: number): Owner {
  if (ddi === '') {
    return {
      place: 'calls for nobody',
      reason: `${legs(count)} came from outside and reached nobody whom the directory knows; no number tells whom they were for.`,
      what: 'Add the number that was called to the directory (ddis, with its company and destination), or the extension that rang.',
      entry: undefined,
    };
  }
  return {
    place: `number ${ddi}`,
    reason: `${legs(count)} came in by number ${ddi} and reached nobody whom the directory knows.`,
    what: `Add the DDI ${ddi} to the directory, with its company and the extension, queue or group it leads to.`,
    entry: { ddis: [{ number: ddi }] },
  };
}

function legs(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}
