import type { AuditRow, PlanTerms, UserRow } from '../accounts/index.ts'
import { describeDevice } from '../sessions/index.ts'
import type { ExplainedEntry } from './list-credits.ts'

export function presentProfile(user: UserRow, providers: string[]) {
  const { id, email, name, avatar, plan, credits, monthlyCredits, passwordHash } = user
  const { createdAt, updatedAt, emailVerifiedAt } = user
  const thisMonth = `${new Date().toISOString().slice(0, 'YYYY-MM'.length)}-01`
  return {
    id,
    email,
    name,
    avatar,
    plan,
    credits,
    monthlyCredits,
    spentThisMonth: user.spentIn === thisMonth ? user.spentThisMonth : 0,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    emailVerified: emailVerifiedAt !== null,
    hasPassword: passwordHash !== null,
    providers,
  }
}

/** The terms of the user's plan. */
export function presentLimits({
  creditsPerPicture,
  requestLimit,
  picturesPerDayMax,
  unfinishedJobsMax,
  cancelRefundsPerDayMax,
  uselessPerDayMax,
}: PlanTerms) {
  return {
    creditsPerPicture,
    requests: requestLimit && { count: requestLimit.count, windowSeconds: requestLimit.windowMs / 1000 },
    picturesPerDay: picturesPerDayMax,
    unfinishedPictures: unfinishedJobsMax,
    cancelRefundsPerDay: cancelRefundsPerDayMax,
    failuresPerDay: uselessPerDayMax,
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

export function presentEntry({ entry, job }: ExplainedEntry) {
  const { id, delta, asked, reason, note, createdAt } = entry
  return { id, delta, asked, reason, note, createdAt: createdAt.toISOString(), job: job ?? null }
}
