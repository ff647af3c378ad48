import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { type AdminUserRow, readUser } from './read-users.ts'

/** @throws AppError `user_not_found`, also for an invalid id. */
export async function showUser(db: Db, userId: string): Promise<AdminUserRow> {
  const user = isUuid(userId) ? await readUser(db, userId) : undefined
  if (!user) throw new AppError(sessionErrors.user_not_found)
  return user
}
