import type { Ledger } from './ledger.ts';
import type { Told } from './list-told.ts';

/** Numbers that the directory has, or is going to have; those asked for in vain are told in the end. */
export function collectNumbers(ledger: Ledger, told: readonly Told[]) {
  const extensions = new Set<string>();
  const callables = new Set<string>();
  const add = (kind: string, { company, number }: { company: string; number: string }) => {
    if (kind === 'extensions') extensions.add(`${company}\0${number}`);
    callables.add(`${company}\0${number}`);
  };
  for (const { kind, entry } of ledger.entries()) {
    if (kind === 'extensions' || kind === 'queues' || kind === 'groups') add(kind, entry);
  }
  for (const one of told) {
    if (one.kind === 'extensions' || one.kind === 'queues' || one.kind === 'groups') add(one.kind, one.found);
  }
  const missing = new Map<string, Set<string>>();
  return {
    isCallable: (company: string, number: string) => callables.has(`${company}\0${number}`),
    isExtension: (company: string, number: string) => {
      const isThere = extensions.has(`${company}\0${number}`);
      if (!isThere) missing.set(company, (missing.get(company) ?? new Set()).add(number));
      return isThere;
    },
    notes: () =>
      [...missing].map(
        ([company, numbers]) =>
          `Left out of devices, queues and groups, as they are no extensions of company ${company}: ${[...numbers].join(', ')}.`,
      ),
  };
}
