import { violatedConstraint } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'

/**
 * Whoever is deleted between the check of their session and a write finds nobody to write for. @returns
 * undefined for any other error.
 */
export function asGoneUser(error: unknown): AppError | undefined {
  const isGone = violatedConstraint(error)?.endsWith('_user_id_users_id_fk')
  return isGone ? new AppError(platformErrors.invalid_token, { cause: error }) : undefined
}
