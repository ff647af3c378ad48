import { type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { authLimited } from './errors.ts'

/**
 * Limits password checks of a signed-in user. Each session counts separately, so that guesses in a stolen
 * session do not lock its owner out; starting another session needs the password.
 *
 * @param limiter null: switched off.
 */
export function limitGuesses(limiter: Limiter | null, { callerOf }: Pick<Authentication, 'callerOf'>) {
  return rateLimitHook({
    name: 'auth',
    limiter,
    refusal: authLimited,
    keyOf: (req) => {
      const caller = callerOf(req)
      return `session ${(caller.actor ?? caller).sessionId}`
    },
  })
}
