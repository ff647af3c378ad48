import { type Plans, presentUser, type UserCaller } from '../accounts/index.ts'
import { describeDevice } from './describe-device.ts'
import type { SessionRow } from './store.ts'

export function presentSession(row: SessionRow, currentId: string) {
  const { id, createdAt, lastUsedAt, ipAddress, userAgent } = row
  return {
    id,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    ipAddress,
    userAgent,
    device: describeDevice(userAgent),
    current: id === currentId,
  }
}

/** Who is signed in, with what a front end has to know before it draws itself. */
export function presentCaller(caller: UserCaller, plans: Plans) {
  const { userId: id, plan, role, emailVerified } = caller
  const { creditsPerPicture } = plans[plan]
  return { ...presentUser({ ...caller, id }), plan, creditsPerPicture, role, emailVerified }
}
