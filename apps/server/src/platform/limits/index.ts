/**
 * limits: rate limits in memory, Redis or PostgreSQL. A store that is away is replaced by memory until it
 * is back, so requests go on and stay limited.
 */
export { bareAddress, clientKey } from './client-key.ts'
export type { LimitConnection, LimitDecision, Limiter, LimitRule, LimitStore } from './limiter.ts'
export { openLimitStore } from './open-limit-store.ts'
export { type Limit, parseLimit } from './parse-limit.ts'
