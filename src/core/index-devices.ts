import {
  addTo,
  type Dated,
  type DateEntry,
  entryAt,
  holdsAt,
  mapUnder,
  onlyEntryAt,
} from './dated-entries.ts';
import type { DeviceEntry, Directory } from './directory.ts';

type DatedDevices = Dated<DeviceEntry>[];
type DeviceQuestions = Pick<Directory, 'deviceBySipName' | 'handsetOf' | 'devicesOf' | 'devicesOfCompany'>;

const NO_DEVICES: readonly DeviceEntry[] = Object.freeze([]);

/** Answers questions about devices; those of one key stand lowest id first. */
export function indexDevices(devices: readonly DeviceEntry[], date: DateEntry): DeviceQuestions {
  const bySipName = new Map<string, DatedDevices>();
  const byAnyCase = new Map<string, DatedDevices>();
  const byExtension = new Map<string, Map<string, DatedDevices>>();
  const handsets = new Map<string, Map<string, DatedDevices>>();
  const byCompany = new Map<string, DatedDevices>();
  for (const device of devices.toSorted(compareIds)) {
    const dated = date(device, device);
    addTo(byCompany, device.company, dated);
    addTo(bySipName, device.sipName, dated);
    addTo(byAnyCase, device.sipName.toLowerCase(), dated);
    for (const extension of new Set(device.extensions)) {
      addTo(mapUnder(byExtension, device.company), extension, dated);
    }
    if (device.kind === 'handset') addTo(mapUnder(handsets, device.company), device.owner, dated);
  }
  const always = listUndated(byExtension);
  return {
    // Asterisk keeps the case of names, so the exact one comes first; a careless directory is understood all the same.
    deviceBySipName: (sipName, at) =>
      entryAt(bySipName.get(sipName), at) ?? onlyEntryAt(byAnyCase.get(sipName.toLowerCase()), at),
    devicesOfCompany: (company, at) => listAt(byCompany.get(company) ?? [], at),
    handsetOf: (device, at) => entryAt(handsets.get(device.company)?.get(device.owner), at),
    devicesOf: (company, extension, at) => {
      const list = byExtension.get(company)?.get(extension);
      return list === undefined ? NO_DEVICES : (always.get(list) ?? listAt(list, at));
    },
  };
}

/** Lists whose devices hold at any time are made once, as nearly all are such. */
function listUndated(
  byExtension: ReadonlyMap<string, ReadonlyMap<string, DatedDevices>>,
): ReadonlyMap<DatedDevices, readonly DeviceEntry[]> {
  const lists = [...byExtension.values()].flatMap((extensions) => [...extensions.values()]);
  const undated = lists.filter((list) =>
    list.every(({ entry }) => entry.from === undefined && entry.to === undefined),
  );
  return new Map(undated.map((list) => [list, list.map(({ entry }) => entry)]));
}

function listAt(list: DatedDevices, at: number): readonly DeviceEntry[] {
  return list.filter((dated) => holdsAt(dated, at)).map(({ entry }) => entry);
}

function compareIds(one: DeviceEntry, other: DeviceEntry): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
