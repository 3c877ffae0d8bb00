import type { DirectoryKind } from '../../core/directory.ts';
import { DEFAULT_COMPANY } from '../../core/directory-keys.ts';
import type {
  FoundCalled,
  FoundCompany,
  FoundDdi,
  FoundDevice,
  FoundDirectory,
  FoundExtension,
  FoundTrunk,
} from './found-directory.ts';

/** Something that a source tells of, with the list in which it belongs. */
export type Told =
  | { readonly kind: 'companies'; readonly found: FoundCompany }
  | { readonly kind: 'extensions'; readonly found: FoundExtension }
  | { readonly kind: 'devices'; readonly found: FoundDevice }
  | { readonly kind: 'ddis'; readonly found: FoundDdi }
  | { readonly kind: 'trunks'; readonly found: FoundTrunk }
  | { readonly kind: 'queues'; readonly found: FoundCalled }
  | { readonly kind: 'groups'; readonly found: FoundCalled };

/** Everything told but people, those first that others name; companies that are only named are told of too. */
export function listTold(found: FoundDirectory): readonly Told[] {
  const { extensions = [], queues = [], groups = [], devices = [], ddis = [], trunks = [] } = found;
  const named = [extensions, queues, groups, devices, ddis].flatMap((list) =>
    list.map(({ company }) => company),
  );
  const companies = new Map((found.companies ?? []).map((company) => [company.id, company]));
  for (const id of named) if (id !== DEFAULT_COMPANY.id && !companies.has(id)) companies.set(id, { id });
  return [
    ...[...companies.values()].map((one): Told => ({ kind: 'companies', found: one })),
    ...extensions.map((one): Told => ({ kind: 'extensions', found: one })),
    ...queues.map((one): Told => ({ kind: 'queues', found: one })),
    ...groups.map((one): Told => ({ kind: 'groups', found: one })),
    ...devices.map((one): Told => ({ kind: 'devices', found: one })),
    ...ddis.map((one): Told => ({ kind: 'ddis', found: one })),
    ...joinTrunks(trunks).map((one): Told => ({ kind: 'trunks', found: one })),
  ];
}

/** A trunk that is told in several pieces is one with the channels of all. */
function joinTrunks(trunks: readonly FoundTrunk[]): readonly FoundTrunk[] {
  const byId = new Map<string, FoundTrunk>();
  for (const { id, channels } of trunks) {
    byId.set(id, { id, channels: [...(byId.get(id)?.channels ?? []), ...channels] });
  }
  return [...byId.values()];
}

/** Whether a source tells of a list, so that what it does not name is no more. */
export function tellsOf(found: FoundDirectory, kind: DirectoryKind): boolean {
  return kind !== 'companies' && found[kind] !== undefined;
}
