/**
 * Rate limits: fixed windows, counted per key, the (count + 1)th refused. Three stores behind one door:
 * memory for one process, Redis or PostgreSQL for many. A store that is away is replaced by memory until it
 * is back, so requests go on and stay limited.
 */
export { bareAddress, clientKey } from './client-key.ts'
export type { LimitConnection, LimitDecision, Limiter, LimitRule, LimitStore } from './open-limit-store.ts'
export { openLimitStore } from './open-limit-store.ts'
export { type Limit, parseLimit } from './parse-limit.ts'
