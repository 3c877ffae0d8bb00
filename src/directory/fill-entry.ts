import type {
  CompanyEntry,
  DdiEntry,
  DeviceEntry,
  ExtensionEntry,
  GroupEntry,
  QueueEntry,
  TrunkEntry,
  Validity,
} from '../core/directory.ts';
import { usualPrefixesOf } from '../core/index-dialling.ts';
import type { DiallingRules } from '../core/phone-number.ts';
import type { KindEntry } from './entry-key.ts';

type MayLack<E, K extends keyof E> = Omit<E, K> & Partial<Pick<E, K>>;

/** An entry as directory.json may have it, its shape checked, with the list it stands in. */
export type WrittenEntry =
  | { readonly kind: 'companies'; readonly entry: CompanyEntry }
  | { readonly kind: 'extensions'; readonly entry: MayLack<ExtensionEntry, 'name'> }
  | { readonly kind: 'devices'; readonly entry: MayLack<DeviceEntry, 'sipName' | 'extensions'> }
  | { readonly kind: 'ddis'; readonly entry: DdiEntry }
  | { readonly kind: 'trunks'; readonly entry: TrunkEntry }
  | { readonly kind: 'queues'; readonly entry: MayLack<QueueEntry, 'members'> }
  | { readonly kind: 'groups'; readonly entry: MayLack<GroupEntry, 'members'> };

/** Writes out what an entry may leave out, and drops what is not kept (the label of a device). */
export function fillEntry(written: WrittenEntry): KindEntry {
  switch (written.kind) {
    case 'extensions':
      return {
        kind: 'extensions',
        entry: { ...written.entry, name: written.entry.name ?? written.entry.number },
      };
    case 'devices':
      return { kind: 'devices', entry: fillDevice(written.entry) };
    case 'queues':
      return { kind: 'queues', entry: { ...written.entry, members: written.entry.members ?? [] } };
    case 'groups':
      return { kind: 'groups', entry: { ...written.entry, members: written.entry.members ?? [] } };
    default:
      return written;
  }
}

/** The PBX's dialling rules as directory.json may have them. */
export type WrittenDialling = Pick<DiallingRules, 'country'> & Partial<DiallingRules>;

/**
 * Writes out the dialling rules that may be left out: no outside-line prefix, the country's international and national
 * prefix, and no local dialling. Lists stay out: they are the country's, whatever becomes of it.
 */
export function fillDialling(written: WrittenDialling): DiallingRules {
  return { outsideLine: '', areaCode: '', ...usualPrefixesOf(written.country), ...written };
}

function fillDevice(written: MayLack<DeviceEntry, 'sipName' | 'extensions'>): DeviceEntry {
  const { id, sipName = id, owner, company, kind, extensions = [] } = written;
  return { id, sipName, owner, company, kind, extensions, ...validityOf(written) };
}

function validityOf({ from, to, source }: Validity): Validity {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(source === undefined ? {} : { source }),
  };
}
