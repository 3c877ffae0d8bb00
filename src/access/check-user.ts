import { DEFAULT_COMPANY } from '../core/directory-keys.ts';
import type { Fault } from '../core/errors.ts';
import { type Permission, reportingCompanies } from './permission.ts';

export const LONGEST_NAME = 64;
export const LONGEST_PASSWORD = 1024;

/** Letters and digits of any script, and the signs of e-mail addresses and Unix names. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+-]*$/u;

export function isUserName(name: string): boolean {
  return name.length <= LONGEST_NAME && NAME.test(name);
}

/** The form under which a name is found again: however it was typed, upper or lower case. */
export function foldUserName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Everything wrong with a new user. Any password of 1 to 1024 characters will do: existing scripts decide. */
export function findUserFaults(user: { readonly name: string; readonly password: string }): readonly Fault[] {
  const faults: Fault[] = [];
  const name = user.name.normalize('NFC');
  if (name === '') {
    faults.push({ where: 'name', message: 'It is empty: give the name to sign in with.' });
  } else if (name.length > LONGEST_NAME) {
    faults.push({
      where: 'name',
      message: `It has ${name.length} characters: shorten it to ${LONGEST_NAME} or less.`,
    });
  } else if (!isUserName(name)) {
    faults.push({
      where: 'name',
      message: `"${name}" cannot be a user name: begin with a letter or digit, and use letters, digits and . _ @ + - only.`,
    });
  }
  return [...faults, ...findPasswordFaults(user.password)];
}

export function findPasswordFaults(password: string): readonly Fault[] {
  if (password === '') return [{ where: 'password', message: 'It is empty: give at least one character.' }];
  if (password.length <= LONGEST_PASSWORD) return [];
  return [
    {
      where: 'password',
      message: `It has ${password.length} characters: shorten it to ${LONGEST_PASSWORD} or less.`,
    },
  ];
}

/** More than a person would read through. */
const MOST_SHOWN = 20;

/**
 * Permissions that undo each other, and those for companies that the directory does not have: a misspelt one would let
 * its holder read nothing, and never say so. `known` are the directory's companies; `default` always exists.
 */
export function findPermissionFaults(
  permissions: readonly Permission[],
  known: readonly string[],
): readonly Fault[] {
  const held = new Set(permissions.map(({ name }) => name));
  const faults: Fault[] =
    held.has('system-admin') && held.has('masked-numbers')
      ? [
          {
            where: 'permissions',
            message:
              'masked-numbers hides numbers from somebody who, as system-admin, could give themself all of them: leave one of the two out.',
          },
        ]
      : [];
  const companies = [...new Set([DEFAULT_COMPANY.id, ...known])].sort();
  const there = new Set(companies);
  const unknown = [...new Set(reportingCompanies(permissions))].filter((company) => !there.has(company));
  if (unknown.length === 0) return faults;
  const named = unknown.map((company) => `"${company}"`).join(', ');
  const choice =
    companies.length > MOST_SHOWN
      ? `name one of its ${companies.length} companies`
      : `name one of ${companies.join(', ')}`;
  return [
    ...faults,
    {
      where: 'permissions',
      message: `The directory has no company ${named}: ${choice}, or import a directory that has it first.`,
    },
  ];
}
