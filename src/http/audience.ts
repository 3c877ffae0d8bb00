import { RingledgerError } from '../core/errors.ts';
import type { Sender } from './own-api.ts';

/** Whom a route answers: anyone at all, whoever has signed in, and who may see calls, bring calls in, or administer. */
export type Audience = 'anyone' | 'signed-in' | 'reporting' | 'feeding' | 'administering';

/** Refuses a sender whom the route does not answer, and names the permission that it takes. */
export function admit(sender: Sender, audience: Audience): void {
  if (sender.systemAdmin) return;
  const refuse = (permission: string) => {
    const may = sender.mayFeed ? 'may only bring calls in' : 'may not do this';
    return new RingledgerError(
      'not-allowed',
      `${sender.login} ${may}: it takes the permission ${permission}.`,
    );
  };
  switch (audience) {
    case 'anyone':
    case 'signed-in':
      return;
    case 'feeding':
      if (!sender.mayFeed) throw refuse('System-Admin, or cdr-feed');
      return;
    case 'reporting':
      if (!sender.grant.everyCompany && sender.grant.companies.length === 0) {
        throw refuse('System-Admin, Billing Call-Summary or Billing / Call Reporting');
      }
      return;
    case 'administering':
      throw refuse('System-Admin');
  }
}

/** Options of the routes by which calls are brought in. */
export const FEEDING = { config: { for: 'feeding' } } as const;

/** Options of the routes that show calls to whoever may see them. */
export const REPORTING = { config: { for: 'reporting' } } as const;
