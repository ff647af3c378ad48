import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { accountErrors, type PlanTerms } from '../accounts/index.ts'
import { apiKeyErrors, findSpendRefusal } from '../api-keys/index.ts'
import { readBalance } from '../credits/index.ts'
import { jobErrors } from './errors.ts'
import { countUnfinishedJobs } from './read-job-state.ts'

/**
 * Why jobs of a user are not accepted now; undefined when they are.
 *
 * @param pictures `price`: credits for each of them.
 */
export async function findRefusal(
  db: Db,
  { userId, apiKeyId }: { userId: string; apiKeyId?: string | undefined },
  { count, price }: { count: number; price: number },
  { picturesPerDayMax, unfinishedJobsMax, uselessPerDayMax }: PlanTerms,
): Promise<AppError | undefined> {
  const { credits, generationsToday, uselessToday, monthlyCredits, spentThisMonth, isSuspended } =
    await readBalance(db, userId)
  // Suspended since the check of the session, which has ended by now.
  if (isSuspended) return new AppError(platformErrors.invalid_token)
  if (credits < price * count) {
    return new AppError(jobErrors.insufficient_credits, { errorCode: 'INSUFFICIENT_CREDITS' })
  }
  if (monthlyCredits !== null && price > 0 && spentThisMonth + price * count > monthlyCredits) {
    const members = { limit: monthlyCredits, used: spentThisMonth }
    return new AppError(jobErrors.monthly_limit_reached, { members })
  }
  const ofKey = apiKeyId && (await findSpendRefusal(db, apiKeyId, price * count))
  if (ofKey) {
    const { kind, isRevoked, monthlyCredits: limit, spent: used } = ofKey
    const isMember = kind === 'member'
    if (isRevoked)
      return new AppError(isMember ? accountErrors.workspace_not_found : apiKeyErrors.revoked_api_key)
    const reached = isMember ? accountErrors.member_limit_reached : apiKeyErrors.key_limit_reached
    return new AppError(reached, { members: { limit, used } })
  }
  if (picturesPerDayMax !== null && generationsToday + count > picturesPerDayMax) {
    return new AppError(jobErrors.daily_limit_reached, {
      members: { limit: picturesPerDayMax, used: generationsToday },
      headers: { 'retry-after': String(secondsToUtcMidnight()) },
    })
  }
  if (uselessPerDayMax !== null && uselessToday >= uselessPerDayMax) {
    return new AppError(jobErrors.too_many_failures, {
      members: { limit: uselessPerDayMax, used: uselessToday },
      headers: { 'retry-after': String(secondsToUtcMidnight()) },
    })
  }
  if (unfinishedJobsMax === null) return undefined
  const used = await countUnfinishedJobs(db, userId)
  if (used + count <= unfinishedJobsMax) return undefined
  return new AppError(jobErrors.too_many_jobs, {
    members: { limit: unfinishedJobsMax, used },
    headers: { 'retry-after': String(retryAfterSeconds) },
  })
}

/** The time in which one of a user's pictures may be finished. */
const retryAfterSeconds = 5

function secondsToUtcMidnight(): number {
  const day = 24 * 60 * 60
  return day - Math.floor((Date.now() / 1000) % day)
}
