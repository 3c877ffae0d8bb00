import type { Grant } from '../core/scope.ts';
import { type Permission, reportingCompanies, toGrant } from './permission.ts';

/** Who sent a request, and what they may do. */
export interface Principal {
  readonly id: number;
  /** The name to sign in with, as it was given. */
  readonly login: string;
  readonly name: string;
  /** The first company of Billing / Call Reporting, else `default`. */
  readonly company: string;
  readonly permissions: readonly Permission[];
  readonly grant: Grant;
  readonly systemAdmin: boolean;
  /** Whether they may bring calls in, whatever else they may. */
  readonly mayFeed: boolean;
  /** Whether outside numbers are shown to them without their last digits. */
  readonly maskNumbers: boolean;
}

export function toPrincipal(person: {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}): Principal {
  const { id, login, name, permissions } = person;
  return Object.freeze({
    id,
    login,
    name,
    company: reportingCompanies(permissions)[0] ?? 'default',
    permissions,
    grant: toGrant(permissions),
    systemAdmin: permissions.some((permission) => permission.name === 'system-admin'),
    mayFeed: permissions.some(({ name }) => name === 'system-admin' || name === 'cdr-feed'),
    maskNumbers: permissions.some(({ name }) => name === 'masked-numbers'),
  });
}

/** The command line on the server's own machine, which shows the key left in the data folder. */
export const LOCAL_PRINCIPAL: Principal = toPrincipal({
  id: 0,
  login: 'local command line',
  name: 'local command line',
  permissions: [{ name: 'system-admin', company: '' }],
});
