import { and, eq, lt, sql } from 'drizzle-orm';
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { CatalogDb } from './connect.ts';

/** The table of the migration post-answers. */
const postAnswer = pgTable('post_answer', {
  login: text('login').notNull(),
  key: text('key').notNull(),
  bodyHash: text('body_hash').notNull(),
  answer: text('answer').notNull(),
  answeredAt: timestamp('answered_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});

/** Who sent a request, and the key that they gave it. */
export interface PostKey {
  readonly login: string;
  readonly key: string;
}

/** What was posted under a key, and the answer's text. */
export interface PostAnswerRow {
  readonly bodyHash: string;
  readonly answer: string;
}

/** The answer that was given under a key; undefined where there is none, or it is forgotten. */
export async function findAnswer(db: CatalogDb, { login, key }: PostKey): Promise<PostAnswerRow | undefined> {
  const [row] = await db
    .select({ bodyHash: postAnswer.bodyHash, answer: postAnswer.answer })
    .from(postAnswer)
    .where(and(eq(postAnswer.login, login), eq(postAnswer.key, key)));
  return row;
}

/** Keeps an answer and gives the one that is kept: the first. Answers of two days ago are forgotten. */
export async function keepAnswer(db: CatalogDb, row: PostKey & PostAnswerRow): Promise<PostAnswerRow> {
  await db.delete(postAnswer).where(lt(postAnswer.answeredAt, sql`now() - interval '2 days'`));
  await db.insert(postAnswer).values(row).onConflictDoNothing();
  return (await findAnswer(db, row)) ?? row;
}
