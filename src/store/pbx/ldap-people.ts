import { Client } from 'ldapts';

const PAGE = 500;
const CONNECT_MS = 10_000;

/** Whom to ask, and for what: `ldap://cn=reader,dc=example@host/dc=example?filter`. */
export interface LdapQuestion {
  /** Scheme, host and port. */
  readonly server: string;
  /** Empty asks without signing in. */
  readonly user: string;
  readonly password: string;
  readonly base: string;
  readonly filter: string;
  readonly attributes: readonly string[];
}

/**
 * Entries of a directory of people with the attributes asked for; says after each page how many there are. Rejects with the
 * protocol's own errors.
 */
export async function readLdapPeople(
  question: LdapQuestion,
  told: (what: string, rows: number) => void,
): Promise<readonly object[]> {
  const client = new Client({ url: question.server, connectTimeout: CONNECT_MS, timeout: CONNECT_MS * 6 });
  try {
    if (question.user !== '') await client.bind(question.user, question.password);
    const pages = client.searchPaginated(question.base, {
      scope: 'sub',
      filter: question.filter,
      attributes: [...question.attributes],
      paged: { pageSize: PAGE },
    });
    const entries: object[] = [];
    told('entries', 0);
    for await (const { searchEntries } of pages) {
      for (const entry of searchEntries) entries.push(entry);
      told('entries', entries.length);
    }
    return entries;
  } finally {
    await client.unbind();
  }
}
