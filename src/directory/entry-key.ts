import type { DirectoryEntries, DirectoryEntry, DirectoryKind } from '../core/directory.ts';

/** An entry with the list it stands in. */
export type KindEntry = {
  [K in DirectoryKind]: { readonly kind: K; readonly entry: DirectoryEntry<K> };
}[DirectoryKind];

/**
 * What makes an entry itself: importing it again changes it. Numbers that are dialled inside are a company's own, an
 * outside number is the whole PBX's; and an entry that begins on another day is another entry.
 */
export interface EntryKey {
  readonly id: string;
  /** Empty where the id is the whole PBX's. */
  readonly company: string;
  /** `YYYY-MM-DD`, or empty for an entry that has always held. */
  readonly from: string;
}

export function keyOf({ kind, entry }: KindEntry): EntryKey {
  const from = entry.from ?? '';
  switch (kind) {
    case 'extensions':
    case 'queues':
    case 'groups':
      return { id: entry.number, company: entry.company, from };
    case 'ddis':
      return { id: entry.number, company: '', from };
    default:
      return { id: entry.id, company: '', from };
  }
}

/** A key as one text, by which entries of a kind are told apart and stand in order. */
export function keyText(one: KindEntry): string {
  const { id, company, from } = keyOf(one);
  return `${one.kind}\0${id}\0${company}\0${from}`;
}

/** All entries of a directory. */
export function listEntries(entries: DirectoryEntries): readonly KindEntry[] {
  return [
    ...entries.companies.map((entry): KindEntry => ({ kind: 'companies', entry })),
    ...entries.extensions.map((entry): KindEntry => ({ kind: 'extensions', entry })),
    ...entries.devices.map((entry): KindEntry => ({ kind: 'devices', entry })),
    ...entries.ddis.map((entry): KindEntry => ({ kind: 'ddis', entry })),
    ...entries.trunks.map((entry): KindEntry => ({ kind: 'trunks', entry })),
    ...entries.queues.map((entry): KindEntry => ({ kind: 'queues', entry })),
    ...entries.groups.map((entry): KindEntry => ({ kind: 'groups', entry })),
  ];
}

/** The directory made of entries, whatever order they come in. */
export function arrangeEntries(
  settings: Pick<DirectoryEntries, 'zone' | 'dialling'>,
  entries: readonly KindEntry[],
): DirectoryEntries {
  const keyed = entries.map((one) => ({ key: keyText(one), one }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const sorted = keyed.map(({ one }) => one);
  return {
    zone: settings.zone,
    dialling: settings.dialling,
    companies: sorted.flatMap((one) => (one.kind === 'companies' ? one.entry : [])),
    extensions: sorted.flatMap((one) => (one.kind === 'extensions' ? one.entry : [])),
    devices: sorted.flatMap((one) => (one.kind === 'devices' ? one.entry : [])),
    ddis: sorted.flatMap((one) => (one.kind === 'ddis' ? one.entry : [])),
    trunks: sorted.flatMap((one) => (one.kind === 'trunks' ? one.entry : [])),
    queues: sorted.flatMap((one) => (one.kind === 'queues' ? one.entry : [])),
    groups: sorted.flatMap((one) => (one.kind === 'groups' ? one.entry : [])),
  };
}
