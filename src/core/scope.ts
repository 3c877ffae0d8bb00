import { RingledgerError } from './errors.ts';

const made = Symbol('scope');

/**
 * Which companies' calls one request may read. The report queries take nothing else, and only the two functions
 * below make one, each from a `Grant`: a query without a permission behind it does not compile.
 */
export interface Scope {
  readonly [made]: true;
  /** Sorted company ids, or `all`. */
  readonly companies: readonly string[] | 'all';
}

/** What somebody who has signed in may read. */
export interface Grant {
  /** True for System-Admin and Billing Call-Summary. */
  readonly everyCompany: boolean;
  /** Companies of Billing / Call Reporting; counts only where `everyCompany` is false. */
  readonly companies: readonly string[];
}

/** Scope of named companies. Refuses, naming each company that the grant does not reach. */
export function scopeOfCompanies(grant: Grant, companies: readonly string[]): Scope {
  const denied = companies.filter((company) => !reaches(grant, company));
  if (denied.length > 0) {
    const named = denied.map((company) => `"${company}"`).join(', ');
    throw new RingledgerError(
      'not-allowed',
      `You may not read the calls of company ${named}. ${reach(grant)}`,
    );
  }
  return { [made]: true, companies: [...new Set(companies)].sort() };
}

/** Scope of everything the grant reaches, for reports that name no company. */
export function scopeOfGrant(grant: Grant): Scope {
  if (!grant.everyCompany && grant.companies.length === 0) {
    throw new RingledgerError('not-allowed', reach(grant));
  }
  return { [made]: true, companies: grant.everyCompany ? 'all' : [...new Set(grant.companies)].sort() };
}

/** Whether a scope or a grant reaches a company. */
export function reaches(within: Scope | Grant, company: string): boolean {
  if ('everyCompany' in within && within.everyCompany) return true;
  return within.companies === 'all' || toSet(within.companies).has(company);
}

/** A reseller reaches thousands of companies, and is asked about each of thousands. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function toSet(companies: readonly string[]): ReadonlySet<string> {
  const known = sets.get(companies) ?? new Set(companies);
  sets.set(companies, known);
  return known;
}

/** More than a person would read through. */
const MOST_SHOWN = 20;

function reach({ companies }: Grant): string {
  if (companies.length === 0) {
    return 'Your permissions reach no company: ask an administrator for System-Admin, Billing Call-Summary or Billing / Call Reporting.';
  }
  const rest = companies.length - MOST_SHOWN;
  const shown = companies.slice(0, MOST_SHOWN).join(', ');
  return `Your permissions reach: ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
