import { and, eq, gt } from 'drizzle-orm'
import { type Db, readInPages } from '../../platform/db/index.ts'
import { mailLetters } from './tables.ts'

const { id, letter, recipient, status, createdAt, endedAt } = mailLetters
const columns = { id, letter, recipient, status, createdAt, endedAt }

/** Letters that the user was owed or sent, oldest first. Their texts are kept nowhere. */
export function readOwnLetters(db: Db, userId: string) {
  return readInPages((last: OwnLetter | undefined, limit) =>
    db
      .select(columns)
      .from(mailLetters)
      .where(and(eq(mailLetters.userId, userId), last && gt(id, last.id)))
      .orderBy(id)
      .limit(limit),
  )
}

export type OwnLetter = Pick<typeof mailLetters.$inferSelect, keyof typeof columns>
