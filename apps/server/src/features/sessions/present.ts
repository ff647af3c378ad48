import type { Caller } from '../../platform/http/index.ts'
import { presentUser } from '../accounts/index.ts'
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

/** The signed-in user, with what a front end needs to know before it renders. */
export function presentCaller(caller: Caller) {
  const { userId: id, plan, role, emailVerified } = caller
  return { ...presentUser({ ...caller, id }), plan, role, emailVerified }
}
