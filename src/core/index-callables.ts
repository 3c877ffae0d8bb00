import { addTo, type Dated, type DateEntry, entryAt, holdsAt, mapUnder } from './dated-entries.ts';
import type { Callable, Directory, DirectoryEntries } from './directory.ts';

type DatedCallables = Dated<Callable>[];
type CallableQuestions = Pick<Directory, 'callable' | 'queueByName'>;

/** Answers questions about numbers that are dialled inside: extensions, queues, groups. */
export function indexCallables(entries: DirectoryEntries, date: DateEntry): CallableQuestions {
  /** Number, then company: hundreds of companies may have an extension 200. */
  const byNumber = new Map<string, Map<string, DatedCallables>>();
  const byQueueName = new Map<string, DatedCallables>();
  const keep = (dated: Dated<Callable>): Dated<Callable> => {
    addTo(mapUnder(byNumber, dated.entry.number), dated.entry.company, dated);
    return dated;
  };
  for (const extension of entries.extensions) {
    const { number, name, company } = extension;
    keep(date<Callable>({ kind: 'extension', number, name, company, members: [] }, extension));
  }
  for (const queue of entries.queues) {
    const { number, name, company, members } = queue;
    addTo(byQueueName, name, keep(date<Callable>({ kind: 'queue', number, name, company, members }, queue)));
  }
  for (const group of entries.groups) {
    const { number, name, company, members } = group;
    keep(date<Callable>({ kind: 'group', number, name, company, members }, group));
  }
  return {
    callable: (number, company, at) => {
      const companies = byNumber.get(number);
      if (companies === undefined) return undefined;
      return entryAt(companies.get(company), at) ?? onlyCallableAt(companies, at);
    },
    queueByName: (name, at) => entryAt(byQueueName.get(name), at),
  };
}

/** What answers at a number in the only company that has it at an instant. */
function onlyCallableAt(companies: ReadonlyMap<string, DatedCallables>, at: number): Callable | undefined {
  let found: Callable | undefined;
  for (const list of companies.values()) {
    for (const dated of list) {
      if (!holdsAt(dated, at)) continue;
      if (found !== undefined) return undefined;
      found = dated.entry;
    }
  }
  return found;
}
