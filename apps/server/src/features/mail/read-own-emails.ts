import { and, eq, gt } from 'drizzle-orm'
import { type Db, readInPages } from '../../platform/db/index.ts'
import { outbox } from './tables.ts'

const { id, letter, recipient, status, createdAt, endedAt } = outbox
const columns = { id, letter, recipient, status, createdAt, endedAt }

/** Emails to the user, queued or sent, oldest first. Their texts are not stored. */
export function readOwnEmails(db: Db, userId: string) {
  return readInPages((last: OwnEmail | undefined, limit) =>
    db
      .select(columns)
      .from(outbox)
      .where(and(eq(outbox.userId, userId), last && gt(id, last.id)))
      .orderBy(id)
      .limit(limit),
  )
}

export type OwnEmail = Pick<typeof outbox.$inferSelect, keyof typeof columns>
