import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser, type Plan, setStanding, type UserRow } from '../accounts/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { type ActBy, recordAct } from './act-store.ts'
import { administrationErrors } from './errors.ts'
import { assertAdminLeft } from './suspend-user.ts'
import { whenNotBusy } from './when-not-busy.ts'

export type UserChange = { plan?: Plan; role?: UserRow['role'] }

/**
 * Gives a user another plan or role, from the next request on. A call without a change is not logged.
 *
 * @throws AppError `user_not_found`; `last_admin` when the role is removed from the only administrator who is
 * not suspended; `not_a_person` when a workspace would become one.
 */
export async function changeUser(db: Db, userId: string, change: UserChange, by: ActBy): Promise<void> {
  await whenNotBusy(() =>
    db.transaction(async (tx) => {
      if (change.role === 'USER') await assertAdminLeft(tx, userId, by.actor)
      const user = await lockUser(tx, userId)
      if (!user) throw new AppError(sessionErrors.user_not_found)
      if (change.role === 'ADMIN' && user.kind === 'workspace')
        throw new AppError(administrationErrors.not_a_person)
      const { plan = user.plan, role = user.role } = change
      if (plan === user.plan && role === user.role) return
      await setStanding(tx, userId, { plan, role })
      await recordAct(tx, by, {
        action: 'user.change',
        subject: { kind: 'user', id: userId },
        details: {
          ...(plan !== user.plan && { plan, planBefore: user.plan }),
          ...(role !== user.role && { role, roleBefore: user.role }),
        },
      })
    }),
  )
}
