import type { AuditRow, UserRow } from '../accounts/index.ts'
import { describeDevice } from '../sessions/index.ts'

export function presentProfile(user: UserRow, providers: string[]) {
  const { id, email, name, avatar, plan, credits, createdAt, updatedAt, emailVerifiedAt } = user
  return {
    id,
    email,
    name,
    avatar,
    plan,
    credits,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    emailVerified: emailVerifiedAt !== null,
    providers,
  }
}

export function presentAuditEvent(row: AuditRow) {
  const { id, action, succeeded, ipAddress, userAgent, requestId, details, createdAt } = row
  return {
    id,
    action,
    succeeded,
    ipAddress,
    userAgent,
    device: describeDevice(userAgent),
    requestId,
    details,
    createdAt: createdAt.toISOString(),
  }
}
