import type { Period } from '../core/period.ts';
import type { Scope } from '../core/scope.ts';

/**
 * The contract's lock, wide enough for a busy platform: at most `concurrency` reports at once, and two
 * recalculations whose scopes overlap never. With a concurrency of 1 it is the contract's single lock.
 */
export interface Admission {
  /** A place to be given back once, or undefined when all are taken. */
  enter(): (() => void) | undefined;
  /** The sole right to price a scope again, or undefined while an overlapping one is being priced. */
  enterRecalculation(scope: Scope, period: Period): (() => void) | undefined;
}

interface Recalculation {
  readonly scope: Scope;
  readonly period: Period;
}

export function createAdmission(concurrency: number): Admission {
  let taken = 0;
  const running = new Set<Recalculation>();

  function enter(): (() => void) | undefined {
    if (taken >= concurrency) return undefined;
    taken += 1;
    let given = false;
    return () => {
      if (!given) taken -= 1;
      given = true;
    };
  }

  function enterRecalculation(scope: Scope, period: Period): (() => void) | undefined {
    const wanted = { scope, period };
    for (const other of running) if (overlap(wanted, other)) return undefined;
    running.add(wanted);
    return () => {
      running.delete(wanted);
    };
  }

  return { enter, enterRecalculation };
}

function overlap(left: Recalculation, right: Recalculation): boolean {
  if (left.period.fromAt >= right.period.toAt || right.period.fromAt >= left.period.toAt) return false;
  const [companies, others] = [left.scope.companies, right.scope.companies];
  if (companies === 'all' || others === 'all') return true;
  return companies.some((company) => others.includes(company));
}
