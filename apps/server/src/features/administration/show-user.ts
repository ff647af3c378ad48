import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { type AdminUserRow, readUser } from './read-users.ts'

/** @throws AppError `user_not_found`, also for an invalid id. */
export async function showUser(db: Db, userId: string): Promise<AdminUserRow> {
  const user = isUuid(userId) ? await readUser(db, userId) : undefined
  if (!user) throw userNotFound()
  return user
}

export const userNotFound = () => new AppError('user_not_found', 'User not found')
