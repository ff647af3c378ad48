import { violatedConstraint } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'

/**
 * The user was deleted between the check of the session and a write. @returns undefined for any other error.
 */
export function asDeletedUserError(error: unknown): AppError | undefined {
  const isGone = violatedConstraint(error)?.endsWith('_user_id_users_id_fk')
  return isGone ? new AppError(platformErrors.invalid_token, { cause: error }) : undefined
}
