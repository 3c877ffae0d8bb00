import { type Fault, refuseFaults } from '../core/errors.ts';
import type { Grant } from '../core/scope.ts';

type PermissionName =
  | 'system-admin'
  | 'billing-call-summary'
  | 'billing-call-reporting'
  | 'cdr-feed'
  | 'masked-numbers';

/** Something a user may do; `company` is empty but for `billing-call-reporting`, which names one. */
export interface Permission {
  readonly name: PermissionName;
  readonly company: string;
}

const ACCEPTED =
  'system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed or masked-numbers';

/**
 * Reads a permission as it stands on the command line: `system-admin`, `billing-call-summary`, `cdr-feed`,
 * `masked-numbers` (its holder sees no outside number whole), or `billing-call-reporting:a,b`, which is one permission
 * for each company. Refuses anything else with `invalid-request` and a sentence that names what is accepted.
 */
export function parsePermission(text: string): readonly Permission[] {
  const [name = '', ...rest] = text.trim().split(':');
  const companies = rest.length === 0 ? undefined : rest.join(':').split(',');
  switch (name) {
    case 'system-admin':
    case 'billing-call-summary':
      if (companies !== undefined) {
        throw refuse(`"${text}" names a company, but ${name} reaches every company: write ${name} alone.`);
      }
      return [{ name, company: '' }];
    case 'cdr-feed':
      if (companies !== undefined) {
        throw refuse(
          `"${text}" names a company, but cdr-feed brings in the calls of all: write cdr-feed alone.`,
        );
      }
      return [{ name, company: '' }];
    case 'masked-numbers':
      if (companies !== undefined) {
        throw refuse(
          `"${text}" names a company, but masked-numbers hides the last digits of all outside numbers: write masked-numbers alone.`,
        );
      }
      return [{ name, company: '' }];
    case 'billing-call-reporting':
      return listCompanies(text, companies ?? ['']).map((company) => ({ name, company }));
    default:
      throw refuse(`"${text}" is not a permission: write ${ACCEPTED}.`);
  }
}

function listCompanies(text: string, written: readonly string[]): readonly string[] {
  const companies = written.map((company) => company.trim());
  if (companies.includes('')) {
    throw refuse(
      `"${text}" lacks the name of a company: write billing-call-reporting:COMPANY[,COMPANY], with a name before and after each comma.`,
    );
  }
  return [...new Set(companies)];
}

function refuse(message: string): Error {
  const fault: Fault = { where: 'perm', message };
  return refuseFaults('The permission cannot be given.', [fault]);
}

/** The texts by which permissions are given, the inverse of `parsePermission`. */
export function toTexts(permissions: readonly Permission[]): readonly string[] {
  const names = [...new Set(permissions.map(({ name }) => name))];
  return names.map((name) =>
    name === 'billing-call-reporting' ? `${name}:${reportingCompanies(permissions).join(',')}` : name,
  );
}

/** The `perms` object of the published login: `yes`, or the companies with commas between them. */
export function toPerms(permissions: readonly Permission[]): Record<string, string> {
  const perms: Record<string, string> = {};
  for (const { name } of permissions) {
    perms[name] = name === 'billing-call-reporting' ? reportingCompanies(permissions).join(',') : 'yes';
  }
  return perms;
}

/** What the permissions let their holder read. */
export function toGrant(permissions: readonly Permission[]): Grant {
  const everyCompany = permissions.some(
    ({ name }) => name === 'system-admin' || name === 'billing-call-summary',
  );
  return { everyCompany, companies: reportingCompanies(permissions) };
}

/** Companies of Billing / Call Reporting, in the order they were given. */
export function reportingCompanies(permissions: readonly Permission[]): readonly string[] {
  return permissions.flatMap(({ name, company }) => (name === 'billing-call-reporting' ? [company] : []));
}
