import type { DiallingRules } from './phone-number.ts';

/**
 * The PBX described: who owned which device, extension, DDI and trunk, and when. Plain entries as they are written
 * in directory.json and kept in the catalog, and an index that answers questions "on the date of the call".
 */

/** Dates `YYYY-MM-DD` in the PBX's zone, half-open: an entry holds from `from` until the day before `to`. */
export interface Validity {
  readonly from?: string;
  readonly to?: string;
  /** Whose syncs tell of it (`asterisk`), and may end it once they tell of it no longer; undefined where a person wrote it. */
  readonly source?: string;
}

export interface CompanyEntry extends Validity {
  readonly id: string;
  readonly name: string;
  readonly dialling?: Partial<DiallingRules>;
}

export interface ExtensionEntry extends Validity {
  readonly number: string;
  readonly name: string;
  readonly company: string;
}

export interface DeviceEntry extends Validity {
  /** MAC + port, 13 characters. */
  readonly id: string;
  /** The name in its channel. */
  readonly sipName: string;
  readonly owner: string;
  readonly company: string;
  readonly kind: 'handset' | 'keevio';
  readonly extensions: readonly string[];
}

export interface DdiEntry extends Validity {
  readonly number: string;
  readonly company: string;
  /** An extension, queue or group number of the company. */
  readonly destination: string;
}

export interface TrunkEntry extends Validity {
  readonly id: string;
  /** Channel names without the `-<hex>` suffix. */
  readonly channels: readonly string[];
  readonly dialling?: Partial<DiallingRules>;
}

export interface QueueEntry extends Validity {
  readonly name: string;
  readonly number: string;
  readonly company: string;
  readonly members: readonly string[];
}

export interface GroupEntry extends Validity {
  readonly number: string;
  readonly name: string;
  readonly company: string;
  readonly members: readonly string[];
}

export interface DirectoryEntries {
  /** IANA zone of the PBX's days and months. */
  readonly zone: string;
  readonly dialling: DiallingRules;
  readonly companies: readonly CompanyEntry[];
  readonly extensions: readonly ExtensionEntry[];
  readonly devices: readonly DeviceEntry[];
  readonly ddis: readonly DdiEntry[];
  readonly trunks: readonly TrunkEntry[];
  readonly queues: readonly QueueEntry[];
  readonly groups: readonly GroupEntry[];
}

/** The lists of which a directory is made, as directory.json names them. */
export const DIRECTORY_KINDS = [
  'companies',
  'extensions',
  'devices',
  'ddis',
  'trunks',
  'queues',
  'groups',
] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];
export type DirectoryEntry<K extends DirectoryKind = DirectoryKind> = DirectoryEntries[K][number];

/** A number that can be dialled inside, whatever answers there. */
export interface Callable {
  readonly kind: 'extension' | 'queue' | 'group';
  readonly number: string;
  readonly name: string;
  readonly company: string;
  /** Extensions of a queue or group; empty for an extension. */
  readonly members: readonly string[];
}

/** Questions about the PBX, each asked for an instant (UTC epoch seconds). Lookups cost a map access or two. */
export interface Directory {
  readonly zone: string;
  /** What it was made from. */
  readonly entries: DirectoryEntries;
  /** The device whose channel carries this name (`0500000004000` of `SIP/0500000004000-0000001a`). */
  deviceBySipName(sipName: string, at: number): DeviceEntry | undefined;
  /** Handset (lowest id) of the same owner and company, for merging a keevio device; undefined when there is none. */
  handsetOf(device: DeviceEntry, at: number): DeviceEntry | undefined;
  /** Devices that ring for an extension, lowest id first. */
  devicesOf(company: string, extension: string, at: number): readonly DeviceEntry[];
  /** All devices of a company, lowest id first. */
  devicesOfCompany(company: string, at: number): readonly DeviceEntry[];
  /**
   * An extension, queue or group by number: the company's own first; else the only other company that has the number;
   * undefined when none has it or several do.
   */
  callable(number: string, company: string, at: number): Callable | undefined;
  queueByName(name: string, at: number): Callable | undefined;
  /** A DDI by the number the PBX saw; national, international and `+` forms of it are the same number. */
  ddi(number: string, at: number): DdiEntry | undefined;
  /** The trunk that owns a channel name without suffix (`SIP/trunk-a`). */
  trunkByChannel(channelName: string, at: number): TrunkEntry | undefined;
  /** The latest entry of a company; `default` always has one. */
  company(id: string): CompanyEntry | undefined;
  /** Whether there was such a company then; `default` there always is. */
  hasCompany(id: string, at: number): boolean;
  /** The latest entry of every company, by id. */
  companies(): readonly CompanyEntry[];
  /**
   * Dialling rules of a call: the PBX's, overridden field by field by the company's, then by the trunk's. Who overrides
   * the country gets that country's prefixes and numbers with it. Ids that are not known override nothing. The same
   * pair gets the same object.
   */
  dialling(company: string, trunk: string): DiallingRules;
}
