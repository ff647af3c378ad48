import type { Db } from '../../platform/db/index.ts'
import { cutPage, readPageQuery } from '../../platform/http/index.ts'
import { planNames } from '../accounts/index.ts'
import { pageLimits, readChoice } from './filter.ts'
import { type AdminUserRow, readUsers, roles, states } from './read-users.ts'

export type UserListInput = {
  q?: string
  plan?: string
  role?: string
  state?: string
  limit?: string
  cursor?: string
}

/**
 * One page of users, newest first.
 *
 * @throws AppError `invalid_filter`, `invalid_page`, `invalid_cursor`.
 */
export async function listUsers(
  db: Db,
  input: UserListInput,
): Promise<{ rows: AdminUserRow[]; nextCursor: string | null }> {
  const { limit, cursor } = readPageQuery(input, pageLimits)
  const q = input.q?.trim()
  const filter = {
    ...(q && { q }),
    ...readChoice('plan', input, planNames),
    ...readChoice('role', input, roles),
    ...readChoice('state', input, states),
  }
  return cutPage(await readUsers(db, filter, { cursor, limit: limit + 1 }), limit)
}
