import { type Authentication, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { authLimited } from './errors.ts'

/**
 * Limits guesses at the password of who is signed in. Each session counts by itself, so that guesses in a
 * stolen session do not keep its owner out; it takes the password to begin another one.
 *
 * @param limiter null: switched off.
 */
export function limitGuesses(limiter: Limiter | null, { callerOf }: Pick<Authentication, 'callerOf'>) {
  return rateLimitHook({
    name: 'auth',
    limiter,
    refusal: authLimited,
    keyOf: (req) => `session ${callerOf(req).sessionId}`,
  })
}
