import type { DeviceEntry, DirectoryEntry, DirectoryKind } from '../../core/directory.ts';
import { canonicalChannel } from '../../core/directory-keys.ts';
import type { DiallingRules } from '../../core/phone-number.ts';
import type { KindEntry } from '../entry-key.ts';
import { deviceIdOf } from './device-id.ts';
import type { Told } from './list-told.ts';

/** Numbers that entries may name, by company. */
export type KnownNumbers = (company: string, number: string) => boolean;

/**
 * The entry that something told comes to, without days and mark: what is told over what the directory says of it, which
 * is `known` (as it is now, or was last), and over what is usual where neither says it. Lists that are the same in another
 * order stay as they are. Numbers that are no extension are left out of lists.
 */
export function toCandidate(told: Told, known: KindEntry | undefined, isExtension: KnownNumbers): KindEntry {
  switch (told.kind) {
    case 'companies': {
      const { id, name } = told.found;
      const before = of('companies', known);
      return {
        kind: 'companies',
        entry: { id, name: named(name) ?? before?.name ?? id, ...rulesOf(before) },
      };
    }
    case 'extensions': {
      const { number, company, name } = told.found;
      const before = of('extensions', known);
      return { kind: 'extensions', entry: { number, name: named(name) ?? before?.name ?? number, company } };
    }
    case 'devices':
      return { kind: 'devices', entry: toDevice(told.found, of('devices', known), isExtension) };
    case 'ddis': {
      const { number, company, destination } = told.found;
      // However it is spelled: the spelling that is there is the key of its entry.
      return { kind: 'ddis', entry: { number: of('ddis', known)?.number ?? number, company, destination } };
    }
    case 'trunks': {
      const { id, channels } = told.found;
      const before = of('trunks', known);
      const all = addChannels(before?.channels ?? [], channels);
      return { kind: 'trunks', entry: { id: before?.id ?? id, channels: all, ...rulesOf(before) } };
    }
    case 'queues': {
      const { number, company } = told.found;
      const before = of('queues', known);
      const members = toMembers(told.found.members, before, company, isExtension);
      const name = named(told.found.name) ?? before?.name ?? number;
      return { kind: 'queues', entry: { name, number, company, members } };
    }
    case 'groups': {
      const { number, company } = told.found;
      const before = of('groups', known);
      const members = toMembers(told.found.members, before, company, isExtension);
      const name = named(told.found.name) ?? before?.name ?? number;
      return { kind: 'groups', entry: { number, name, company, members } };
    }
  }
}

/** A name as the directory takes it; undefined where nothing is left of it. */
export function named(text: string | undefined): string | undefined {
  const clean = (text ?? '').replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return clean === '' ? undefined : clean.slice(0, 200).trim();
}

function of<K extends DirectoryKind>(kind: K, one: KindEntry | undefined): DirectoryEntry<K> | undefined {
  return one?.kind === kind ? (one.entry as DirectoryEntry<K>) : undefined;
}

/** Rules of dialling are the latest entry's, whatever the day of a call: who begins anew goes on with them. */
function rulesOf(before: { readonly dialling?: Partial<DiallingRules> } | undefined) {
  return before?.dialling === undefined ? {} : { dialling: before.dialling };
}

function toDevice(
  found: Extract<Told, { kind: 'devices' }>['found'],
  before: DeviceEntry | undefined,
  isExtension: KnownNumbers,
): DeviceEntry {
  const { sipName, company } = found;
  const told = found.extensions?.filter((number) => isExtension(company, number));
  const kept = before?.extensions.filter((number) => isExtension(company, number));
  return {
    id: toId(found.id, before?.id) ?? deviceIdOf(sipName),
    sipName,
    owner: named(found.owner) ?? before?.owner ?? sipName,
    company,
    kind: found.kind ?? before?.kind ?? 'handset',
    extensions: settleList(told ?? kept ?? [], before?.extensions),
  };
}

/** Hex digits in another case are the same id. */
function toId(told: string | undefined, before: string | undefined): string | undefined {
  return told?.toLowerCase() === before?.toLowerCase() ? before : (told ?? before);
}

function toMembers(
  told: readonly string[] | undefined,
  before: { readonly members: readonly string[] } | undefined,
  company: string,
  isExtension: KnownNumbers,
): readonly string[] {
  const members = told ?? before?.members ?? [];
  return settleList(
    members.filter((number) => isExtension(company, number)),
    before?.members,
  );
}

function settleList(told: readonly string[], before: readonly string[] | undefined): readonly string[] {
  const one = new Set(told);
  const isSame =
    before !== undefined && one.size === new Set(before).size && before.every((each) => one.has(each));
  return isSame ? before : [...one];
}

/** Channels are only added: a trunk may have more of them than its PBX's own files tell. */
function addChannels(before: readonly string[], told: readonly string[]): readonly string[] {
  const known = new Set(before.map(canonicalChannel));
  return [...before, ...new Set(told.filter((channel) => !known.has(canonicalChannel(channel))))];
}
