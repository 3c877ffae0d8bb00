import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import { type Permission, parsePermission } from './permission.ts';
import type { NewUser, UserChange } from './users.ts';

type Wish = Readonly<Record<string, unknown>>;

/** Reads the body of `POST /users`; refuses with all its faults. */
export function readNewUser(body: unknown): NewUser {
  const { name, password, permissions } = (body ?? {}) as Wish;
  const faults: Fault[] = [];
  if (typeof name !== 'string')
    faults.push({ where: 'name', message: 'give the name the user signs in with.' });
  if (typeof password !== 'string') faults.push({ where: 'password', message: 'give a password.' });
  const granted = readPermissions(permissions, faults);
  if (faults.length > 0 || typeof name !== 'string' || typeof password !== 'string') {
    throw refuseFaults('The user cannot be added.', faults);
  }
  return { name, password, permissions: granted };
}

/** Reads the body of `PATCH /users/LOGIN`; refuses with all its faults. */
export function readUserChange(body: unknown): UserChange {
  const { permissions, password, ...others } = (body ?? {}) as Wish;
  const faults: Fault[] = Object.keys(others).map((where) => ({
    where,
    message: `There is no "${where}" here: write permissions, password, or both.`,
  }));
  if (permissions === undefined && password === undefined)
    faults.push({
      where: 'body',
      message: 'Nothing is to be changed: write permissions, password, or both.',
    });
  if (password !== undefined && typeof password !== 'string')
    faults.push({ where: 'password', message: 'give a password as a text.' });
  const granted = permissions === undefined ? undefined : readPermissions(permissions, faults);
  if (faults.length > 0) throw refuseFaults('The user cannot be changed so.', faults);
  return { permissions: granted, password: typeof password === 'string' ? password : undefined };
}

function readPermissions(texts: unknown, faults: Fault[]): readonly Permission[] {
  if (!Array.isArray(texts) || texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    faults.push({
      where: 'permissions',
      message:
        'give at least one of system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers, as a list of texts.',
    });
    return [];
  }
  return texts.flatMap((text: string) => {
    try {
      return parsePermission(text);
    } catch (error) {
      if (!(error instanceof RingledgerError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
}
