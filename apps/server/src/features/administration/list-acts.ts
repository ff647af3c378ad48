import type { Db } from '../../platform/db/index.ts'
import { cutPage, readPageQuery } from '../../platform/http/index.ts'
import { pageLimits, readChoice, readId } from './filter.ts'
import { type ListedAct, readActs } from './read-acts.ts'
import { adminActions } from './tables.ts'

export type ActListInput = {
  actor?: string
  action?: string
  subject?: string
  limit?: string
  cursor?: string
}

/**
 * One page of the log of actions, newest first.
 *
 * @throws AppError `invalid_filter`, `invalid_page`, `invalid_cursor`.
 */
export async function listActs(
  db: Db,
  input: ActListInput,
): Promise<{ rows: ListedAct[]; nextCursor: string | null }> {
  const { limit, cursor } = readPageQuery(input, pageLimits)
  const filter = {
    actorId: readId('actor', input).actor,
    ...readChoice('action', input, adminActions),
    subjectId: input.subject || undefined,
  }
  return cutPage(await readActs(db, filter, { cursor, limit: limit + 1 }), limit)
}
