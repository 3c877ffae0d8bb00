import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePermission, toGrant, toPerms } from '../../src/access/permission.ts';
import { toPrincipal } from '../../src/access/principal.ts';
import { RingledgerError } from '../../src/core/errors.ts';

const admin = { name: 'system-admin', company: '' } as const;
const summary = { name: 'billing-call-summary', company: '' } as const;
const feed = { name: 'cdr-feed', company: '' } as const;
const reporting = (company: string) => ({ name: 'billing-call-reporting', company }) as const;

describe('a permission on the command line', () => {
  it.each([
    ['system-admin', [admin]],
    [' system-admin ', [admin]],
    ['billing-call-summary', [summary]],
    ['cdr-feed', [feed]],
    ['billing-call-reporting:a', [reporting('a')]],
    ['billing-call-reporting:b,a', [reporting('b'), reporting('a')]],
    ['billing-call-reporting: a , b ', [reporting('a'), reporting('b')]],
    ['billing-call-reporting:a,a', [reporting('a')]],
    ['billing-call-reporting:Smith & Sons', [reporting('Smith & Sons')]],
    ['billing-call-reporting:a:b', [reporting('a:b')]],
  ])('%j', (text, permissions) => {
    expect(parsePermission(text)).toEqual(permissions);
  });

  it.each([
    [
      '',
      '"" is not a permission: write system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed or masked-numbers.',
    ],
    ['admin', '"admin" is not a permission'],
    ['System-Admin', '"System-Admin" is not a permission'],
    ['billing-call-reporting', '"billing-call-reporting" lacks the name of a company'],
    ['billing-call-reporting:', '"billing-call-reporting:" lacks the name of a company'],
    ['billing-call-reporting:a,', '"billing-call-reporting:a," lacks the name of a company'],
    ['billing-call-reporting:a,,b', 'with a name before and after each comma'],
    ['system-admin:a', '"system-admin:a" names a company, but system-admin reaches every company'],
    ['billing-call-summary:a', 'write billing-call-summary alone'],
    ['cdr-feed:a', 'write cdr-feed alone'],
  ])('%j is refused', (text, sentence) => {
    const refused = () => parsePermission(text);
    expect(refused).toThrow(RingledgerError);
    expect(refused).toThrow(sentence);
  });
});

describe('what permissions come to', () => {
  it('is shown as the published login shows it', () => {
    expect(toPerms([])).toEqual({});
    expect(toPerms([admin, summary])).toEqual({ 'system-admin': 'yes', 'billing-call-summary': 'yes' });
    expect(toPerms([reporting('b'), summary, reporting('a')])).toEqual({
      'billing-call-reporting': 'b,a',
      'billing-call-summary': 'yes',
    });
  });

  it.each([
    [[], { everyCompany: false, companies: [] }],
    [[admin], { everyCompany: true, companies: [] }],
    [[summary], { everyCompany: true, companies: [] }],
    [[feed], { everyCompany: false, companies: [] }],
    [[feed, reporting('a')], { everyCompany: false, companies: ['a'] }],
    [[reporting('b'), reporting('a')], { everyCompany: false, companies: ['b', 'a'] }],
    [[reporting('b'), summary], { everyCompany: true, companies: ['b'] }],
  ])('lets %j read %j', (permissions, grant) => {
    expect(toGrant(permissions)).toEqual(grant);
  });

  it('gives a home company: the first of Billing / Call Reporting, else default', () => {
    const company = (permissions: Parameters<typeof toGrant>[0]) =>
      toPrincipal({ id: 1, login: 'a', name: 'a', permissions }).company;
    expect(company([summary, reporting('b'), reporting('a')])).toBe('b');
    expect(company([admin])).toBe('default');
    expect(company([])).toBe('default');
  });

  it('reads back from what is shown', () => {
    const companyName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,8}[A-Za-z0-9]$/);
    fc.assert(
      fc.property(fc.uniqueArray(companyName, { minLength: 1, maxLength: 5 }), (companies) => {
        const permissions = companies.map(reporting);
        const shown = toPerms(permissions)['billing-call-reporting'] ?? '';
        expect(parsePermission(`billing-call-reporting:${shown}`)).toEqual(permissions);
      }),
    );
  });
});
